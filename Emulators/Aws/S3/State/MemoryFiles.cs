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

    public PendingObject Begin(long announced = 0) => new MemoryObject(announced);

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

    /// <summary>Content in an array that has its size from the start where the sender told it.</summary>
    private sealed class MemoryObject(long announced) : PendingObject
    {
        private const int MostBelieved = 16 * 1024 * 1024;

        private byte[] _bytes = GC.AllocateUninitializedArray<byte>((int)Math.Min(announced, MostBelieved));
        private int _length;

        public byte[] ToArray() => _length == _bytes.Length ? _bytes : _bytes[.._length];

        public override void Write(ReadOnlySpan<byte> content)
        {
            if (_length + content.Length > _bytes.Length)
            {
                Array.Resize(ref _bytes, Math.Max(_length + content.Length, (int)Math.Min(2L * _bytes.Length, Array.MaxLength)));
            }
            content.CopyTo(_bytes.AsSpan(_length));
            _length += content.Length;
        }
    }
}
