using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace EventAi.Emulators.Aws.S3.State;

/// <summary>
/// Objects on disk: <c>buckets/{name}/bucket.json</c>; small objects in <c>segments</c> (see <see cref="SegmentLog"/>); of each larger version of an
/// object one file, named by the hash of key and version: the content, then the metadata (see <see cref="ObjectFile"/>); beside it, with <c>.tags</c>,
/// what changed since (tags, locks). A version that a kill has left in both places is the one of the higher sequence. An upload under way is <c>uploads/{id}/upload.json</c> and one file per part. A file is written aside and renamed, so that
/// content and metadata change together and a process killed at any point leaves the old object or the new one.
/// </summary>
internal sealed class DiskFiles : IObjectFiles
{
    private const string Changed = ".tags";
    private const string UploadsFolder = "uploads";
    private const string SegmentsFolder = "segments";
    private const string UploadFile = "upload.json";
    private readonly string _buckets;
    private readonly string _temporary;
    private readonly ILogger _logger;
    private readonly ConcurrentDictionary<string, SegmentLog> _segments = new(StringComparer.Ordinal);

    public DiskFiles(string directory, ILogger logger)
    {
        _logger = logger;
        _buckets = Directory.CreateDirectory(Path.Combine(directory, "buckets")).FullName;
        _temporary = Path.Combine(directory, "incomplete");
        if (Directory.Exists(_temporary))
        {
            Directory.Delete(_temporary, recursive: true); // uploads that did not come to their end
        }
        Directory.CreateDirectory(_temporary);
    }

    public IEnumerable<KeptBucket> Load()
    {
        foreach (var directory in Directory.EnumerateDirectories(_buckets))
        {
            var file = Path.Combine(directory, "bucket.json");
            // A bucket exists once its file does.
            if (File.Exists(file))
            {
                yield return new KeptBucket(ReadJson(file, StateJson.Default.BucketInfo), Objects(directory), [.. Uploads(directory)]);
            }
        }
    }

    public void SaveBucket(BucketInfo bucket)
    {
        var directory = Directory.CreateDirectory(Path.Combine(_buckets, bucket.Name));
        WriteJson(Path.Combine(directory.FullName, "bucket.json"), bucket, StateJson.Default.BucketInfo);
    }

    public void DeleteBucket(string bucket)
    {
        _segments.TryRemove(bucket, out _);
        var aside = Temporary();
        Directory.Move(Path.Combine(_buckets, bucket), aside);
        Directory.Delete(aside, recursive: true);
    }

    public PendingObject Begin(long announced = 0) => new StagedObject(Temporary);

    public void Commit(string bucket, ObjectInfo info, PendingObject content, ObjectInfo? replaced)
    {
        var (staged, small) = ((StagedObject)content, SmallOf(bucket));
        if (staged.IsSmall)
        {
            var replacesFile = replaced is not null && !small.Has(replaced);
            small.Put(info, staged.Small, replaced);
            if (replacesFile)
            {
                DeleteFile(bucket, replaced!);
            }
            return;
        }
        Move(staged.Complete(info, StateJson.Default.ObjectInfo), PathOf(bucket, info));
        if (replaced is not null && small.Has(replaced))
        {
            small.Remove(replaced);
        }
    }

    public void SaveChanged(string bucket, ObjectInfo info)
    {
        if (SmallOf(bucket) is { } small && small.Has(info))
        {
            var content = new byte[info.Size];
            using var kept = small.Open(info);
            kept.ReadExactly(content);
            small.Put(info, content, replaced: null);
            return;
        }
        WriteJson(PathOf(bucket, info) + Changed, new ChangedInfo(info.Sequence, info.Tags, info.Lock, info.Acl, info.RestoredUntil), StateJson.Default.ChangedInfo);
    }

    public void Delete(string bucket, ObjectInfo info)
    {
        if (SmallOf(bucket) is { } small && small.Has(info))
        {
            small.Remove(info);
            return;
        }
        DeleteFile(bucket, info);
    }

    public Stream Open(string bucket, ObjectInfo info) => SmallOf(bucket) is { } small && small.Has(info) ? small.Open(info) : Read(PathOf(bucket, info));

    public void SaveUpload(string bucket, UploadInfo upload)
        => WriteJson(Path.Combine(Directory.CreateDirectory(UploadPath(bucket, upload.Id)).FullName, UploadFile), upload, StateJson.Default.UploadInfo);

    public void CommitPart(string bucket, string uploadId, PartInfo part, PendingObject content)
    {
        var file = ((StagedObject)content).Complete(part, StateJson.Default.PartInfo);
        Move(file, Path.Combine(UploadPath(bucket, uploadId), PartName(part.Number)));
    }

    public Stream OpenPart(string bucket, string uploadId, int number) => Read(Path.Combine(UploadPath(bucket, uploadId), PartName(number)));

    public void DeleteUpload(string bucket, string uploadId)
    {
        // Without its first file it is no upload any more, whatever a kill leaves of the rest.
        File.Delete(Path.Combine(UploadPath(bucket, uploadId), UploadFile));
        Directory.Delete(UploadPath(bucket, uploadId), recursive: true);
    }

    private static FileStream Read(string path) => new(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, bufferSize: 1);

    private static string PartName(int number) => number.ToString("D5", CultureInfo.InvariantCulture);

    private static void Move(string from, string to)
    {
        try
        {
            File.Move(from, to, overwrite: true);
        }
        catch (DirectoryNotFoundException)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(to)!);
            File.Move(from, to, overwrite: true);
        }
    }

    private void WriteJson<T>(string path, T value, JsonTypeInfo<T> type)
    {
        var temporary = Temporary();
        File.WriteAllBytes(temporary, JsonSerializer.SerializeToUtf8Bytes(value, type));
        File.Move(temporary, path, overwrite: true);
    }

    private static T ReadJson<T>(string file, JsonTypeInfo<T> type)
    {
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllBytes(file), type) ?? throw new InvalidDataException($"{file} is empty.");
        }
        catch (JsonException exception)
        {
            throw new InvalidDataException($"{file} cannot be read: {exception.Message}", exception);
        }
    }

    private SegmentLog SmallOf(string bucket) => _segments.TryGetValue(bucket, out var log) ? log : _segments.GetOrAdd(bucket, static (name, files) => files.NewLog(name), this);

    private SegmentLog NewLog(string bucket) => new(Path.Combine(_buckets, bucket, SegmentsFolder), _logger);

    private void DeleteFile(string bucket, ObjectInfo info)
    {
        var path = PathOf(bucket, info);
        if (File.Exists(path))
        {
            File.Delete(path);
            File.Delete(path + Changed);
        }
    }

    private IReadOnlyList<ObjectInfo> Objects(string directory)
    {
        var bucket = Path.GetFileName(directory);
        var small = SmallOf(bucket);
        var objects = small.Load().ToDictionary(static info => (info.Key, info.VersionId));
        foreach (var file in Files(directory))
        {
            if (objects.TryGetValue((file.Key, file.VersionId), out var other) && other.Sequence > file.Sequence)
            {
                DeleteFile(bucket, file);
                continue;
            }
            if (other is not null)
            {
                small.Remove(other);
            }
            objects[(file.Key, file.VersionId)] = file;
        }
        return [.. objects.Values];
    }

    private IEnumerable<ObjectInfo> Files(string bucket)
    {
        foreach (var directory in Directory.EnumerateDirectories(bucket).Where(static directory => Path.GetFileName(directory) is not (UploadsFolder or SegmentsFolder)))
        {
            foreach (var path in Directory.EnumerateFiles(directory).Where(static path => !path.EndsWith(Changed, StringComparison.Ordinal)))
            {
                var (info, reason) = ObjectFile.ReadInfo(path, StateJson.Default.ObjectInfo, static info => info.Size);
                if (info is null)
                {
                    AwsLog.DamagedObject(_logger, path, reason!);
                    continue;
                }
                yield return File.Exists(path + Changed) && ReadJson(path + Changed, StateJson.Default.ChangedInfo) is { } changed && changed.Sequence == info.Sequence
                    ? info with { Tags = changed.Tags, Lock = changed.Lock, Acl = changed.Acl, RestoredUntil = changed.RestoredUntil }
                    : info;
            }
        }
    }

    private IEnumerable<(UploadInfo Upload, IReadOnlyList<PartInfo> Parts)> Uploads(string bucket)
    {
        var folder = Path.Combine(bucket, UploadsFolder);
        foreach (var directory in Directory.Exists(folder) ? Directory.GetDirectories(folder) : [])
        {
            var file = Path.Combine(directory, UploadFile);
            if (!File.Exists(file))
            {
                Directory.Delete(directory, recursive: true);
                continue;
            }
            var parts = new List<PartInfo>();
            foreach (var path in Directory.EnumerateFiles(directory).Where(path => path != file))
            {
                var (part, reason) = ObjectFile.ReadInfo(path, StateJson.Default.PartInfo, static part => part.Size);
                if (part is null)
                {
                    AwsLog.DamagedObject(_logger, path, reason!);
                    continue;
                }
                parts.Add(part);
            }
            yield return (ReadJson(file, StateJson.Default.UploadInfo), parts);
        }
    }

    private string UploadPath(string bucket, string uploadId) => Path.Combine(_buckets, bucket, UploadsFolder, uploadId);

    private string PathOf(string bucket, ObjectInfo info)
    {
        var identity = info.VersionId == ObjectInfo.Unversioned ? info.Key : $"{info.Key}\0{info.VersionId}";
        var name = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(identity)));
        return Path.Combine(_buckets, bucket, name[..2], name[2..]);
    }

    private string Temporary() => Path.Combine(_temporary, Guid.NewGuid().ToString("N"));
}
