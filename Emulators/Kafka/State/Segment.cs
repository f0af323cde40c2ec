using System.Buffers;
using Microsoft.Win32.SafeHandles;

namespace EventAi.Emulators.Kafka.State;

/// <summary>
/// One file of a partition's log: batches one behind the other, named by the offset of the first. Batches are only ever appended, so
/// what lies below <see cref="Size"/> is read without a lock.
/// </summary>
internal sealed class Segment
{
    private const int WalkChunk = SegmentIndex.Interval + BatchHeader.Size;

    private readonly Lock _indexLock = new();
    private readonly string _directory;
    private SegmentIndex _index;
    private int _size;

    public Segment(string directory, long baseOffset)
    {
        _directory = directory;
        BaseOffset = baseOffset;
        LogPath = Path.Combine(directory, $"{baseOffset:D20}.log");
        File = System.IO.File.OpenHandle(LogPath, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
        _index = SegmentIndex.Empty(baseOffset);
        CreatedAt = new DateTimeOffset(System.IO.File.GetCreationTimeUtc(File)).ToUnixTimeMilliseconds();
    }

    public long BaseOffset { get; }

    public string LogPath { get; }

    /// <summary>When the file was made, milliseconds since 1970.</summary>
    public long CreatedAt { get; }

    public SafeFileHandle File { get; }

    /// <summary>When the file was last written to, milliseconds since 1970.</summary>
    public long LastWrite => new DateTimeOffset(System.IO.File.GetLastWriteTimeUtc(File)).ToUnixTimeMilliseconds();

    /// <summary>Bytes of whole, acknowledged batches.</summary>
    public int Size => Volatile.Read(ref _size);

    public bool IsEmptyFile => RandomAccess.GetLength(File) == 0;

    public long NextOffset
    {
        get
        {
            lock (_indexLock)
            {
                return _index.NextOffset;
            }
        }
    }

    public (long Timestamp, long BatchOffset) MaxTimestamp
    {
        get
        {
            lock (_indexLock)
            {
                return (_index.MaxTimestamp, _index.MaxTimestampOffset);
            }
        }
    }

    private string IndexPath => Path.Combine(_directory, $"{BaseOffset:D20}.index");

    /// <summary>Appends one batch that has its place already. A write that fails leaves the segment as it was.</summary>
    public void Append(ReadOnlySpan<byte> batch, in BatchHeader placed)
    {
        var position = _size;
        try
        {
            RandomAccess.Write(File, batch, position);
        }
        catch (IOException)
        {
            RandomAccess.SetLength(File, position);
            throw;
        }

        Adopt(placed, position);
    }

    /// <summary>Takes a batch that is in the file already into the segment: the last step of an append, and each step of recovery.</summary>
    public void Adopt(in BatchHeader header, int position)
    {
        lock (_indexLock)
        {
            _index.Add(header, position);
        }

        Volatile.Write(ref _size, position + (int)header.TotalBytes);
    }

    /// <summary>Uses the saved index instead of a scan, if there is one that fits the file. It is deleted when the segment will grow.</summary>
    public bool TryLoadIndex(bool willGrow)
    {
        if (SegmentIndex.TryLoad(IndexPath, RandomAccess.GetLength(File)) is not { } index)
        {
            return false;
        }

        if (willGrow)
        {
            index.EnsureLoaded();
            System.IO.File.Delete(IndexPath);
        }

        _index = index;
        Volatile.Write(ref _size, index.Size);
        return true;
    }

    public void SaveIndex()
    {
        lock (_indexLock)
        {
            _index.Save(IndexPath);
        }
    }

    /// <summary>The batches from the given start of a batch on.</summary>
    public IEnumerable<BatchPosition> Walk(int position)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(WalkChunk);
        try
        {
            var (start, length) = (0, 0);
            for (var size = Size; position + BatchHeader.Size <= size;)
            {
                if (position < start || position + BatchHeader.Size > start + length)
                {
                    start = position;
                    length = RandomAccess.Read(File, buffer.AsSpan(0, Math.Min(WalkChunk, size - position)), position);
                    if (length < BatchHeader.Size)
                    {
                        yield break;
                    }
                }

                var batch = new BatchPosition(new BatchHeader(buffer.AsSpan(position - start)), position);
                yield return batch;
                position = batch.End;
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>The batch that holds the offset, or the first behind it.</summary>
    public BatchPosition? Find(long offset)
    {
        foreach (var batch in Walk(Index(offset, static (index, value) => index.PositionForOffset(value))))
        {
            if (batch.Header.LastOffset >= offset)
            {
                return batch;
            }
        }

        return null;
    }

    /// <summary>The first batch that holds a timestamp at or after the one given and an offset at or after the one given.</summary>
    public BatchPosition? FindByTimestamp(long timestamp, long fromOffset)
    {
        foreach (var batch in Walk(Index(timestamp, static (index, value) => index.PositionForTimestamp(value))))
        {
            if (batch.Header.MaxTimestamp >= timestamp && batch.Header.LastOffset >= fromOffset && !batch.Header.IsControl)
            {
                return batch;
            }
        }

        return null;
    }

    /// <summary>
    /// Where the last whole batch within <paramref name="limit"/> ends (<paramref name="start"/>, the start of a batch, if none does),
    /// and the offset of what comes behind it.
    /// </summary>
    public (int End, long EndOffset) LastBoundary(int start, int limit)
    {
        var size = Size;
        if (limit >= size)
        {
            return (size, NextOffset);
        }

        var end = Math.Max(start, Index(limit, static (index, value) => index.PositionBefore((int)value)));
        foreach (var batch in Walk(end))
        {
            if (batch.End > limit)
            {
                return (end, batch.Header.BaseOffset);
            }

            end = batch.End;
        }

        return (end, NextOffset);
    }

    /// <summary>Removes the files. Slices handed out before stay readable: the handle closes when the last of them is gone.</summary>
    public void Delete()
    {
        System.IO.File.Delete(LogPath);
        System.IO.File.Delete(IndexPath);
    }

    private int Index(long key, Func<SegmentIndex, long, int> lookUp)
    {
        lock (_indexLock)
        {
            return lookUp(_index, key);
        }
    }
}
