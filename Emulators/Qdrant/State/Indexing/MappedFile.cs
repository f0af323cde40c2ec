using System.IO.MemoryMappedFiles;

namespace EventAi.Emulators.Qdrant.State.Indexing;

/// <summary>A file in memory, copied page by page where it is written to; the file itself never changes.</summary>
internal sealed unsafe class MappedFile : IDisposable
{
    private readonly MemoryMappedFile _file;
    private readonly MemoryMappedViewAccessor _view;

    public MappedFile(string path)
    {
        Length = new FileInfo(path).Length;
        _file = MemoryMappedFile.CreateFromFile(path, FileMode.Open, null, 0, MemoryMappedFileAccess.CopyOnWrite);
        _view = _file.CreateViewAccessor(0, 0, MemoryMappedFileAccess.CopyOnWrite);
        byte* start = null;
        _view.SafeMemoryMappedViewHandle.AcquirePointer(ref start);
        Start = start + _view.PointerOffset;
    }

    public byte* Start { get; }

    public long Length { get; }

    public ReadOnlySpan<byte> Slice(long offset, int length)
        => offset >= 0 && length >= 0 && offset + length <= Length
            ? new ReadOnlySpan<byte>(Start + offset, length)
            : throw new InvalidDataException("A mapped file is shorter than its index says.");

    public void Dispose()
    {
        _view.SafeMemoryMappedViewHandle.ReleasePointer();
        _view.Dispose();
        _file.Dispose();
    }
}
