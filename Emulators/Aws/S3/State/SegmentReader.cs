using System.Buffers.Binary;
using EventAi.Emulators.Aws.Journaling;

namespace EventAi.Emulators.Aws.S3.State;

/// <summary>Reads segments record by record.</summary>
internal static class SegmentReader
{
    /// <param name="payload">Of a whole record.</param>
    /// <param name="at">Where the record begins.</param>
    public delegate void Replay(ReadOnlySpan<byte> payload, long at);

    [ThreadStatic]
    private static byte[]? s_record;

    /// <summary>
    /// Replays all whole records. Of the last segment, an end that is no whole record is kept aside and cut off, as the next write goes there;
    /// a damaged record with whole ones behind it is left out.
    /// </summary>
    /// <returns>Where the whole records end.</returns>
    public static long Read(Segment segment, bool isLast, ILogger logger, Replay replay)
    {
        var end = RandomAccess.GetLength(segment.Handle);
        using var input = new BufferedStream(new SegmentStream(segment, 0, end), 256 * 1024);
        Span<byte> header = stackalloc byte[RecordWriter.HeaderBytes];
        var record = new byte[128 * 1024];
        var at = 0L;
        while (input.ReadAtLeast(header, header.Length, throwOnEndOfStream: false) == header.Length)
        {
            var length = BinaryPrimitives.ReadInt32LittleEndian(header);
            if (length is <= 0 or > SegmentRecord.Largest || at + header.Length + length > end)
            {
                break;
            }
            if (record.Length < length)
            {
                record = new byte[length];
            }
            var payload = record.AsSpan(0, length);
            input.ReadExactly(payload);
            var next = at + header.Length + length;
            if (RecordWriter.Crc(payload) == BinaryPrimitives.ReadUInt32LittleEndian(header[4..]))
            {
                replay(payload, at);
            }
            else if (next == end)
            {
                break;
            }
            else
            {
                AwsLog.DamagedObject(logger, $"{segment.Path} at {at}", "its content is not what was written");
            }
            at = next;
        }
        if (at < end)
        {
            KeepAside(segment, at, end, isLast, logger);
        }
        return at;
    }

    /// <summary>The length of the record at a position, and what was stored with it, by sequence; a length of 0 where there is no record.</summary>
    public static (int Length, long? Sequence) Peek(Segment segment, long at)
    {
        Span<byte> head = stackalloc byte[RecordWriter.HeaderBytes + SegmentRecord.SequenceEnd];
        if (RandomAccess.Read(segment.Handle, head, at) < head.Length || BinaryPrimitives.ReadInt32LittleEndian(head) is <= 0 or > SegmentRecord.Largest)
        {
            return default;
        }
        return (RecordWriter.HeaderBytes + BinaryPrimitives.ReadInt32LittleEndian(head), SegmentRecord.SequenceOf(head[RecordWriter.HeaderBytes..]));
    }

    /// <summary>Reads the record at a position, as it is: whoever reads the copy checks it.</summary>
    /// <param name="segment">The file.</param>
    /// <param name="at">Where the record begins.</param>
    /// <param name="length">Of all of it.</param>
    /// <returns>All of it with its frame; holds until the thread's next call.</returns>
    /// <exception cref="EndOfStreamException">The file is shorter.</exception>
    public static ReadOnlySpan<byte> ReadOne(Segment segment, long at, int length)
    {
        if (s_record is null || s_record.Length < length)
        {
            s_record = new byte[Math.Max(length, 128 * 1024)];
        }
        var whole = s_record.AsSpan(0, length);
        return RandomAccess.Read(segment.Handle, whole, at) == length ? whole : throw new EndOfStreamException($"{segment.Path} ends before {at + length}.");
    }

    private static void KeepAside(Segment segment, long at, long end, bool isLast, ILogger logger)
    {
        var aside = $"{segment.Path}.damaged-{at}";
        AwsLog.TornJournal(logger, segment.Path, end - at, aside);
        if (!isLast)
        {
            return; // it is only read
        }
        using (var copy = new FileStream(aside, FileMode.Create))
        using (var rest = new SegmentStream(segment, at, end - at))
        {
            rest.CopyTo(copy);
        }
        RandomAccess.SetLength(segment.Handle, at);
    }
}
