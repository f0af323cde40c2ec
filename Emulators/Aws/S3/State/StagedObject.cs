using System.Buffers;
using System.Text.Json.Serialization.Metadata;

namespace EventAi.Emulators.Aws.S3.State;

/// <summary>Content on its way to the disk: in memory while it is small, in a file of its own from then on.</summary>
/// <param name="newFile">Makes the file's path.</param>
internal sealed class StagedObject(Func<string> newFile) : PendingObject
{
    /// <summary>Bytes up to which content is small.</summary>
    public const int LargestSmall = 64 * 1024;

    private byte[] _small = [];
    private int _length;
    private ObjectFile? _file;

    public bool IsSmall => _file is null;

    /// <summary>All of a small object.</summary>
    public ReadOnlySpan<byte> Small => _small.AsSpan(0, _length);

    public override void Write(ReadOnlySpan<byte> content)
    {
        if (_file is null && _length + content.Length > LargestSmall)
        {
            ToFile();
        }
        if (_file is not null)
        {
            _file.Write(content);
            return;
        }
        if (_length + content.Length > _small.Length)
        {
            var larger = ArrayPool<byte>.Shared.Rent(Math.Max(16 * 1024, _length + content.Length));
            Small.CopyTo(larger);
            Release();
            _small = larger;
        }
        content.CopyTo(_small.AsSpan(_length));
        _length += content.Length;
    }

    /// <summary>Completes the object as a file, however small it is.</summary>
    /// <returns>The file's path.</returns>
    public string Complete<T>(T info, JsonTypeInfo<T> type)
    {
        if (_file is null)
        {
            ToFile();
        }
        _file!.Complete(info, type);
        return _file.Path;
    }

    protected override void Dispose(bool disposing)
    {
        _file?.Dispose();
        Release();
        _small = [];
    }

    private void Release()
    {
        if (_small.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(_small);
        }
    }

    private void ToFile()
    {
        _file = new ObjectFile(newFile());
        _file.Write(Small);
    }
}
