using System.Collections.Concurrent;

namespace EventAi.Emulators.Aws.S3.State;

/// <summary>Objects in memory.</summary>
internal sealed class MemoryFiles : IObjectFiles
{
    private readonly ConcurrentDictionary<(string Bucket, string Key, string Version), byte[]> _content = new();
    private readonly ConcurrentDictionary<(string Upload, int Part), byte[]> _parts = new();

    public IEnumerable<KeptBucket> Load() => [];

    public void SaveBucket(BucketInfo bucket)
    {
    }

    public void DeleteBucket(string bucket)
    {
    }

    public PendingObject Begin() => new MemoryObject();

    public void Commit(string bucket, ObjectInfo info, PendingObject content, ObjectInfo? replaced) => _content[(bucket, info.Key, info.VersionId)] = ((MemoryObject)content).ToArray();

    public void SaveChanged(string bucket, ObjectInfo info)
    {
    }

    public void Delete(string bucket, ObjectInfo info) => _content.TryRemove((bucket, info.Key, info.VersionId), out _);

    public Stream Open(string bucket, ObjectInfo info) => new MemoryStream(_content[(bucket, info.Key, info.VersionId)], writable: false);

    public void SaveUpload(string bucket, UploadInfo upload)
    {
    }

    public void CommitPart(string bucket, string uploadId, PartInfo part, PendingObject content) => _parts[(uploadId, part.Number)] = ((MemoryObject)content).ToArray();

    public Stream OpenPart(string bucket, string uploadId, int number) => new MemoryStream(_parts[(uploadId, number)], writable: false);

    public void DeleteUpload(string bucket, string uploadId)
    {
        foreach (var part in _parts.Keys.Where(part => part.Upload == uploadId))
        {
            _parts.TryRemove(part, out _);
        }
    }

    private sealed class MemoryObject : PendingObject
    {
        private readonly MemoryStream _bytes = new();

        public byte[] ToArray() => _bytes.ToArray();

        public override void Write(ReadOnlySpan<byte> content) => _bytes.Write(content);

        protected override void Dispose(bool disposing) => _bytes.Dispose();
    }
}
