using System.Buffers.Binary;

namespace EventAi.Emulators.Kafka.State;

/// <summary>
/// The sparse index of one segment. It grows in memory while the segment is written to and is saved once, when the segment
/// is sealed or the log closed; after a crash the scan that checks the segment builds it again. Callers synchronise.
/// </summary>
internal sealed class SegmentIndex
{
    /// <summary>Bytes of log between two entries.</summary>
    public const int Interval = 8 * 1024;

    private const ulong Magic = 0x4576_4169_4B49_7831;
    private const int HeaderSize = 8 + 4 + 4 + 8 + 8 + 8 + 4;
    private const int EntrySize = 8 + 8 + 4;

    private List<IndexEntry>? _entries = [];
    private string? _unloaded;

    /// <summary>Bytes of the segment that the index describes.</summary>
    public int Size { get; private set; }

    /// <summary>The offset behind the last batch.</summary>
    public long NextOffset { get; private set; }

    public long MaxTimestamp { get; private set; } = -1;

    /// <summary>Base offset of the first batch that holds <see cref="MaxTimestamp"/>.</summary>
    public long MaxTimestampOffset { get; private set; } = -1;

    private List<IndexEntry> Entries => _entries ??= LoadEntries();

    public static SegmentIndex Empty(long baseOffset) => new() { NextOffset = baseOffset };

    public void Add(in BatchHeader header, int position)
    {
        var entries = Entries;
        if (entries.Count == 0 || position - entries[^1].Position >= Interval)
        {
            entries.Add(new IndexEntry(header.BaseOffset, MaxTimestamp, position));
        }

        if (header.MaxTimestamp > MaxTimestamp)
        {
            MaxTimestamp = header.MaxTimestamp;
            MaxTimestampOffset = header.BaseOffset;
        }

        Size = position + (int)header.TotalBytes;
        NextOffset = header.LastOffset + 1;
    }

    /// <summary>A position at or before the batch that holds the offset.</summary>
    public int PositionForOffset(long offset) => Floor(entry => entry.Offset <= offset);

    /// <summary>A position in front of which every timestamp is less than the one given.</summary>
    public int PositionForTimestamp(long timestamp) => Floor(entry => entry.MaxTimestampBefore < timestamp);

    /// <summary>The start of a batch at or before the position.</summary>
    public int PositionBefore(int position) => Floor(entry => entry.Position <= position);

    public void Save(string path)
    {
        var entries = Entries;
        var bytes = new byte[HeaderSize + (entries.Count * EntrySize)];
        var span = bytes.AsSpan();
        BinaryPrimitives.WriteUInt64LittleEndian(span, Magic);
        BinaryPrimitives.WriteInt32LittleEndian(span[12..], Size);
        BinaryPrimitives.WriteInt64LittleEndian(span[16..], NextOffset);
        BinaryPrimitives.WriteInt64LittleEndian(span[24..], MaxTimestamp);
        BinaryPrimitives.WriteInt64LittleEndian(span[32..], MaxTimestampOffset);
        BinaryPrimitives.WriteInt32LittleEndian(span[40..], entries.Count);
        for (var i = 0; i < entries.Count; i++)
        {
            var entry = span[(HeaderSize + (i * EntrySize))..];
            BinaryPrimitives.WriteInt64LittleEndian(entry, entries[i].Offset);
            BinaryPrimitives.WriteInt64LittleEndian(entry[8..], entries[i].MaxTimestampBefore);
            BinaryPrimitives.WriteInt32LittleEndian(entry[16..], entries[i].Position);
        }

        BinaryPrimitives.WriteUInt32LittleEndian(span[8..], Crc32C.Compute(span[12..]));
        File.WriteAllBytes(path + ".tmp", bytes);
        File.Move(path + ".tmp", path, overwrite: true);
    }

    /// <summary>The saved index if it is whole and describes a segment of exactly this size; its entries are read when first needed.</summary>
    public static SegmentIndex? TryLoad(string path, long segmentSize)
    {
        if (!File.Exists(path))
        {
            return null;
        }

        var bytes = File.ReadAllBytes(path).AsSpan();
        if (bytes.Length < HeaderSize
            || BinaryPrimitives.ReadUInt64LittleEndian(bytes) != Magic
            || BinaryPrimitives.ReadUInt32LittleEndian(bytes[8..]) != Crc32C.Compute(bytes[12..])
            || BinaryPrimitives.ReadInt32LittleEndian(bytes[12..]) != segmentSize)
        {
            return null;
        }

        return new SegmentIndex
        {
            _entries = null,
            _unloaded = path,
            Size = (int)segmentSize,
            NextOffset = BinaryPrimitives.ReadInt64LittleEndian(bytes[16..]),
            MaxTimestamp = BinaryPrimitives.ReadInt64LittleEndian(bytes[24..]),
            MaxTimestampOffset = BinaryPrimitives.ReadInt64LittleEndian(bytes[32..]),
        };
    }

    /// <summary>Reads the entries now, for a log that goes on writing and whose index file is about to go.</summary>
    public void EnsureLoaded() => _ = Entries;

    private List<IndexEntry> LoadEntries()
    {
        var bytes = File.ReadAllBytes(_unloaded!).AsSpan();
        var entries = new List<IndexEntry>(BinaryPrimitives.ReadInt32LittleEndian(bytes[40..]));
        for (var rest = bytes[HeaderSize..]; rest.Length >= EntrySize; rest = rest[EntrySize..])
        {
            entries.Add(new IndexEntry(
                BinaryPrimitives.ReadInt64LittleEndian(rest),
                BinaryPrimitives.ReadInt64LittleEndian(rest[8..]),
                BinaryPrimitives.ReadInt32LittleEndian(rest[16..])));
        }

        return entries;
    }

    /// <summary>Position of the last entry for which the condition, true for a prefix of the entries, holds; 0 if for none.</summary>
    private int Floor(Func<IndexEntry, bool> holds)
    {
        var entries = Entries;
        var (low, high) = (0, entries.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (holds(entries[middle]))
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low == 0 ? 0 : entries[low - 1].Position;
    }
}
