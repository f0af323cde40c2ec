using System.IO.Compression;

namespace EventAi.Emulators.Kafka.State;

/// <summary>
/// Looks into a batch for one record. Uncompressed and gzip batches are walked; of the other codecs the runtime brings no decoder, so there
/// the whole batch answers with its first offset: a consumer that starts there misses nothing, it reads at most a batch too much.
/// </summary>
internal static class BatchRecords
{
    private const int Gzip = 1;

    /// <summary>Offset and timestamp of the first record in the batch at or after the time.</summary>
    public static (long Offset, long Timestamp) First(Segment segment, in BatchPosition batch, long timestamp)
    {
        var header = batch.Header;
        if (header.BaseTimestamp >= timestamp || (header.Attributes & 0x08) != 0)
        {
            return (header.BaseOffset, (header.Attributes & 0x08) != 0 ? header.MaxTimestamp : header.BaseTimestamp);
        }

        if (header.Compression > Gzip)
        {
            return (header.BaseOffset, header.MaxTimestamp);
        }

        var bytes = new byte[(int)header.TotalBytes - BatchHeader.Size];
        new LogSlice(segment.File, batch.Position + BatchHeader.Size, bytes.Length).Read(0, bytes);
        Stream records = new MemoryStream(bytes);
        using var stream = header.Compression == Gzip ? new GZipStream(records, CompressionMode.Decompress) : records;
        using var reader = new BinaryReader(stream);
        try
        {
            for (var i = 0; i < header.RecordCount; i++)
            {
                var length = Varint(reader);
                _ = reader.ReadByte(); // a record's attributes: none are defined
                var (timestampDelta, used) = Sized(reader);
                var (offsetDelta, used2) = Sized(reader);
                if (header.BaseTimestamp + timestampDelta >= timestamp)
                {
                    return (header.BaseOffset + offsetDelta, header.BaseTimestamp + timestampDelta);
                }

                Skip(reader, length - sizeof(byte) - used - used2);
            }
        }
        catch (Exception e) when (e is EndOfStreamException or InvalidDataException)
        {
            // The producer's checksum was right but its records are not: the consumer will tell.
        }

        return (header.BaseOffset, header.MaxTimestamp);
    }

    private static long Varint(BinaryReader reader) => Sized(reader).Value;

    /// <summary>A zigzag varint and the bytes it took.</summary>
    private static (long Value, int Bytes) Sized(BinaryReader reader)
    {
        var raw = 0UL;
        for (var bytes = 1; bytes <= 10; bytes++)
        {
            var b = reader.ReadByte();
            raw |= (ulong)(b & 0x7F) << ((bytes - 1) * 7);
            if ((b & 0x80) == 0)
            {
                return ((long)(raw >> 1) ^ -(long)(raw & 1), bytes);
            }
        }

        throw new InvalidDataException("A varint is longer than ten bytes.");
    }

    private static void Skip(BinaryReader reader, long count)
    {
        Span<byte> discard = stackalloc byte[512];
        while (count > 0)
        {
            var read = reader.Read(discard[..(int)Math.Min(count, discard.Length)]);
            if (read == 0)
            {
                throw new EndOfStreamException();
            }

            count -= read;
        }
    }
}
