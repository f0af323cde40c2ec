using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace EventAi.Emulators.Aws.S3.State;

/// <summary>
/// Objects on disk: <c>buckets/{name}/bucket.json</c> and one file per object, named by its key's hash: the content, then
/// the metadata (see <see cref="ObjectFile"/>). A file is written aside and renamed, so that content and metadata change
/// together and a process killed at any point leaves the old object or the new one.
/// </summary>
internal sealed class DiskFiles : IObjectFiles
{
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

    public IEnumerable<(BucketInfo Bucket, IReadOnlyList<ObjectInfo> Objects)> Load()
    {
        foreach (var directory in Directory.EnumerateDirectories(_buckets))
        {
            var file = Path.Combine(directory, "bucket.json");
            // A bucket exists once its file does.
            if (File.Exists(file))
            {
                yield return (ReadBucket(file), [.. Objects(directory)]);
            }
        }
    }

    public void SaveBucket(BucketInfo bucket)
    {
        var directory = Directory.CreateDirectory(Path.Combine(_buckets, bucket.Name));
        var temporary = Temporary();
        File.WriteAllBytes(temporary, JsonSerializer.SerializeToUtf8Bytes(bucket, StateJson.Default.BucketInfo));
        File.Move(temporary, Path.Combine(directory.FullName, "bucket.json"), overwrite: true);
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
        file.Complete(info);
        var path = PathOf(bucket, info.Key);
        try
        {
            File.Move(file.Path, path, overwrite: true);
        }
        catch (DirectoryNotFoundException)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.Move(file.Path, path, overwrite: true);
        }
    }

    public void Delete(string bucket, string key) => File.Delete(PathOf(bucket, key));

    public Stream Open(string bucket, string key)
        => new FileStream(PathOf(bucket, key), FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, bufferSize: 1);

    private static BucketInfo ReadBucket(string file)
    {
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllBytes(file), StateJson.Default.BucketInfo) ?? throw new InvalidDataException($"{file} is empty.");
        }
        catch (JsonException exception)
        {
            throw new InvalidDataException($"{file} cannot be read: {exception.Message}", exception);
        }
    }

    private IEnumerable<ObjectInfo> Objects(string bucket)
    {
        foreach (var directory in Directory.EnumerateDirectories(bucket))
        {
            foreach (var path in Directory.EnumerateFiles(directory))
            {
                var (info, reason) = ObjectFile.ReadInfo(path);
                if (info is null)
                {
                    AwsLog.DamagedObject(_logger, path, reason!);
                    continue;
                }
                yield return info;
            }
        }
    }

    private string PathOf(string bucket, string key)
    {
        var name = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)));
        return Path.Combine(_buckets, bucket, name[..2], name[2..]);
    }

    private string Temporary() => Path.Combine(_temporary, Guid.NewGuid().ToString("N"));
}
