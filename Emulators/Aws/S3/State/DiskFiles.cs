using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace EventAi.Emulators.Aws.S3.State;

/// <summary>
/// Objects on disk: <c>buckets/{name}/bucket.json</c> and one file per version of an object, named by the hash of key and
/// version: the content, then the metadata (see <see cref="ObjectFile"/>); beside it, with <c>.tags</c>, tags that changed since.
/// An upload under way is <c>uploads/{id}/upload.json</c> and one file per part. A file is written aside and renamed, so that
/// content and metadata change together and a process killed at any point leaves the old object or the new one.
/// </summary>
internal sealed class DiskFiles : IObjectFiles
{
    private const string Tags = ".tags";
    private const string UploadsFolder = "uploads";
    private const string UploadFile = "upload.json";
    private readonly string _buckets;
    private readonly string _temporary;
    private readonly ILogger _logger;

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
                yield return new KeptBucket(ReadJson(file, StateJson.Default.BucketInfo), [.. Objects(directory)], [.. Uploads(directory)]);
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
        var aside = Temporary();
        Directory.Move(Path.Combine(_buckets, bucket), aside);
        Directory.Delete(aside, recursive: true);
    }

    public PendingObject Begin() => new ObjectFile(Temporary());

    public void Commit(string bucket, ObjectInfo info, PendingObject content)
    {
        var file = (ObjectFile)content;
        file.Complete(info, StateJson.Default.ObjectInfo);
        Move(file.Path, PathOf(bucket, info));
    }

    public void SaveTags(string bucket, ObjectInfo info)
        => WriteJson(PathOf(bucket, info) + Tags, new ChangedTags(info.Sequence, info.Tags), StateJson.Default.ChangedTags);

    public void Delete(string bucket, ObjectInfo info)
    {
        var path = PathOf(bucket, info);
        File.Delete(path);
        File.Delete(path + Tags);
    }

    public Stream Open(string bucket, ObjectInfo info) => Read(PathOf(bucket, info));

    public void SaveUpload(string bucket, UploadInfo upload)
        => WriteJson(Path.Combine(Directory.CreateDirectory(UploadPath(bucket, upload.Id)).FullName, UploadFile), upload, StateJson.Default.UploadInfo);

    public void CommitPart(string bucket, string uploadId, PartInfo part, PendingObject content)
    {
        var file = (ObjectFile)content;
        file.Complete(part, StateJson.Default.PartInfo);
        Move(file.Path, Path.Combine(UploadPath(bucket, uploadId), PartName(part.Number)));
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

    private IEnumerable<ObjectInfo> Objects(string bucket)
    {
        foreach (var directory in Directory.EnumerateDirectories(bucket).Where(static directory => Path.GetFileName(directory) != UploadsFolder))
        {
            foreach (var path in Directory.EnumerateFiles(directory).Where(static path => !path.EndsWith(Tags, StringComparison.Ordinal)))
            {
                var (info, reason) = ObjectFile.ReadInfo(path, StateJson.Default.ObjectInfo, static info => info.Size);
                if (info is null)
                {
                    AwsLog.DamagedObject(_logger, path, reason!);
                    continue;
                }
                yield return File.Exists(path + Tags) && ReadJson(path + Tags, StateJson.Default.ChangedTags) is { } changed && changed.Sequence == info.Sequence
                    ? info with { Tags = changed.Tags }
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
