using System.Buffers.Binary;

namespace EventAi.Emulators.Qdrant.State.Storage;

/// <summary>
/// One log file: an 8-byte header ("EVQWAL" and the format version), then entries of length (4 bytes), CRC-32C of sequence number and body
/// (4), sequence number (8), body; little-endian. An entry is in the page cache when <see cref="Append"/> returns: it survives the death of
/// the process, not of the machine.
/// </summary>
internal sealed class WriteAheadLog : IDisposable
{
    private const int EntryHeader = 16;
    private const int MaxEntry = 1 << 30;
    private readonly FileStream _file;

    private WriteAheadLog(FileStream file) => _file = file;

    private static ReadOnlySpan<byte> Header => "EVQWAL\0\u0001"u8;

    public static int HeaderLength => Header.Length;

    public long Length { get; private set; }

    public static WriteAheadLog Create(string path)
    {
        var log = new WriteAheadLog(new FileStream(path, FileMode.Create, FileAccess.ReadWrite, FileShare.Read, bufferSize: 0)) { Length = Header.Length };
        log._file.Write(Header);
        return log;
    }

    /// <summary>
    /// Opens a log for appending after it has handed every entry to <paramref name="replay"/>. An incomplete or damaged entry ends the log:
    /// it is cut off there, and <paramref name="cut"/> tells how many bytes that were.
    /// </summary>
    public static WriteAheadLog Open(string path, Action<ulong, MemoryStream> replay, out long cut)
    {
        var file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.Read, bufferSize: 1 << 20);
        try
        {
            var valid = Replay(file, replay);
            cut = file.Length - valid;
            if (cut > 0)
            {
                file.SetLength(valid);
            }
            if (valid == 0)
            {
                file.Position = 0;
                file.Write(Header);
                valid = Header.Length;
            }
            file.Position = valid;
            file.Flush();
            return new WriteAheadLog(file) { Length = valid };
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>The bytes that the entry takes.</summary>
    /// <exception cref="IOException">Nothing was appended (no space left, for one).</exception>
    public long Append(ulong sequence, MemoryStream body)
    {
        var entry = new byte[EntryHeader + body.Length];
        BinaryPrimitives.WriteInt32LittleEndian(entry, (int)body.Length);
        BinaryPrimitives.WriteUInt64LittleEndian(entry.AsSpan(8), sequence);
        body.GetBuffer().AsSpan(0, (int)body.Length).CopyTo(entry.AsSpan(EntryHeader));
        BinaryPrimitives.WriteUInt32LittleEndian(entry.AsSpan(4), Crc32C.Compute(entry.AsSpan(8)));
        try
        {
            _file.Write(entry);
            _file.Flush();
        }
        catch (IOException)
        {
            // What was written of it would hide every later entry.
            _file.SetLength(Length);
            _file.Position = Length;
            throw;
        }
        Length += entry.Length;
        return entry.Length;
    }

    /// <summary>Returns when everything appended is on the disk.</summary>
    public void Flush() => RandomAccess.FlushToDisk(_file.SafeFileHandle);

    public void Dispose()
    {
        _file.Flush(flushToDisk: true);
        _file.Dispose();
    }

    /// <summary>The end of the last whole entry; 0 where not even the header is whole.</summary>
    private static long Replay(FileStream file, Action<ulong, MemoryStream> replay)
    {
        Span<byte> head = stackalloc byte[EntryHeader];
        var start = head[..Header.Length];
        if (file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false) < start.Length)
        {
            return 0;
        }
        if (!start.SequenceEqual(Header))
        {
            throw new InvalidDataException($"{file.Name} is not a write-ahead log of a version this emulator reads.");
        }
        long valid = Header.Length;
        while (file.ReadAtLeast(head, EntryHeader, throwOnEndOfStream: false) == EntryHeader)
        {
            var length = BinaryPrimitives.ReadInt32LittleEndian(head);
            if (length is < 0 or > MaxEntry || length > file.Length - valid - EntryHeader)
            {
                break;
            }
            var body = new byte[length];
            file.ReadExactly(body);
            var crc = Crc32C.Append(Crc32C.Append(uint.MaxValue, head[8..]), body);
            if (~crc != BinaryPrimitives.ReadUInt32LittleEndian(head[4..]))
            {
                break;
            }
            replay(BinaryPrimitives.ReadUInt64LittleEndian(head[8..]), new MemoryStream(body));
            valid += EntryHeader + length;
        }
        return valid;
    }
}
