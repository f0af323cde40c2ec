using System.Collections.Concurrent;

namespace EventAi.Emulators.Aws.S3.State;

/// <summary>Objects in memory.</summary>
internal sealed class MemoryFiles : IObjectFiles
{
    private readonly ConcurrentDictionary<(string Bucket, string Key), byte[]> _content = new();

    public IEnumerable<(BucketInfo Bucket, IReadOnlyList<ObjectInfo> Objects)> Load() => [];

    public void SaveBucket(BucketInfo bucket)
    {
    }

    public void DeleteBucket(string bucket)
    {
    }

    public PendingObject Begin() => new MemoryObject();

    public void Commit(string bucket, ObjectInfo info, PendingObject content) => _content[(bucket, info.Key)] = ((MemoryObject)content).ToArray();

    public void Delete(string bucket, string key) => _content.TryRemove((bucket, key), out _);

    public Stream Open(string bucket, string key) => new MemoryStream(_content[(bucket, key)], writable: false);

    private sealed class MemoryObject : PendingObject
    {
        private readonly MemoryStream _bytes = new();

        public byte[] ToArray() => _bytes.ToArray();

        public override void Write(ReadOnlySpan<byte> content) => _bytes.Write(content);

        protected override void Dispose(bool disposing) => _bytes.Dispose();
    }
}
