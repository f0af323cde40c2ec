using EventAi.Emulators.Kafka.State.Compression;

namespace EventAi.Emulators.Kafka.State;

/// <summary>
/// Looks into a batch for its records. Where they cannot be unpacked (zstd) a time is found to the batch: a consumer that starts there misses
/// nothing, it reads at most a batch too much.
/// </summary>
internal static class BatchRecords
{
    private const short LogAppendTime = 0x08;

    /// <summary>Offset and timestamp of the first record in the batch at or after the time.</summary>
    public static (long Offset, long Timestamp) First(Segment segment, in BatchPosition batch, long timestamp)
    {
        var header = batch.Header;
        if (header.BaseTimestamp >= timestamp || (header.Attributes & LogAppendTime) != 0)
        {
            return (header.BaseOffset, (header.Attributes & LogAppendTime) != 0 ? header.MaxTimestamp : header.BaseTimestamp);
        }

        if (TryRead(header, Bytes(segment, batch), out _, out var records))
        {
            foreach (var record in records.Where(r => header.BaseTimestamp + r.TimestampDelta >= timestamp))
            {
                return (header.BaseOffset + record.OffsetDelta, header.BaseTimestamp + record.TimestampDelta);
            }
        }

        return (header.BaseOffset, header.MaxTimestamp);
    }

    /// <summary>Whether a produced batch has a record without a key; false where that cannot be seen (zstd).</summary>
    public static bool LacksKey(ReadOnlySpan<byte> batch) =>
        TryRead(new BatchHeader(batch), batch.ToArray(), out _, out var records) && records.Exists(r => r.KeyLength < 0);

    public static byte[] Bytes(Segment segment, in BatchPosition batch)
    {
        var bytes = new byte[(int)batch.Header.TotalBytes];
        new LogSlice(segment.File, batch.Position, bytes.Length).Read(0, bytes);
        return bytes;
    }

    /// <summary>The records of a whole batch; false when they cannot be unpacked, or are not what the batch's header says.</summary>
    public static bool TryRead(in BatchHeader header, byte[] batch, out ReadOnlyMemory<byte> unpacked, out List<RecordPosition> records)
    {
        (unpacked, records) = (default, []);
        try
        {
            if (BatchCodec.Unpack(header.Compression, batch.AsMemory(BatchHeader.Size)) is not { } bytes)
            {
                return false;
            }

            unpacked = bytes;
            var position = 0;
            for (var i = 0; i < header.RecordCount; i++)
            {
                records.Add(Record(bytes.Span, ref position));
            }

            return true;
        }
        catch (Exception e) when (e is InvalidDataException or OverflowException)
        {
            // The producer's checksum was right but its records are not: the consumer will tell.
            return false;
        }
    }

    private static RecordPosition Record(ReadOnlySpan<byte> bytes, ref int position)
    {
        var start = position;
        var length = checked((int)Varint(bytes, ref position));
        var end = checked(position + length);
        if (length <= 0 || end > bytes.Length)
        {
            throw new InvalidDataException("A record does not fit its batch.");
        }

        position++; // a record's attributes: none are defined
        var timestampDelta = Varint(bytes, ref position);
        var offsetDelta = checked((int)Varint(bytes, ref position));
        var keyLength = checked((int)Varint(bytes, ref position));
        var keyStart = position;
        position = checked(position + Math.Max(0, keyLength));
        if (position > end)
        {
            throw new InvalidDataException("A key does not fit its record.");
        }

        var hasValue = Varint(bytes, ref position) >= 0;
        position = end;
        return new RecordPosition(start, end, timestampDelta, offsetDelta, keyStart, keyLength, hasValue);
    }

    /// <summary>A zigzag varint.</summary>
    private static long Varint(ReadOnlySpan<byte> bytes, ref int position)
    {
        var raw = 0UL;
        for (var shift = 0; shift < 70; shift += 7)
        {
            if (position >= bytes.Length)
            {
                throw new InvalidDataException("A batch has fewer records than it says.");
            }

            var b = bytes[position++];
            raw |= (ulong)(b & 0x7F) << shift;
            if ((b & 0x80) == 0)
            {
                return (long)(raw >> 1) ^ -(long)(raw & 1);
            }
        }

        throw new InvalidDataException("A varint is longer than ten bytes.");
    }
}
