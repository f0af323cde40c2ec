using System.Buffers.Binary;

namespace EventAi.Emulators.Kafka.State;

/// <summary>
/// The fixed 61 bytes in front of the records of a batch, format version 2 ("Record Batch" in Kafka's message format).
/// The CRC covers everything from the attributes on, so base offset and leader epoch can be set without touching it.
/// </summary>
internal readonly record struct BatchHeader
{
    public const int Size = 61;

    /// <summary>Bytes of a batch that its length field does not count: base offset and the length itself.</summary>
    public const int Overhead = 12;

    private const int CrcPosition = 17;
    private const int AttributesPosition = 21;
    private const int MaxTimestampPosition = 35;
    private const short LogAppendTimeBit = 0x08;

    public BatchHeader(ReadOnlySpan<byte> bytes)
    {
        BaseOffset = BinaryPrimitives.ReadInt64BigEndian(bytes);
        Length = BinaryPrimitives.ReadInt32BigEndian(bytes[8..]);
        Magic = (sbyte)bytes[16];
        Crc = BinaryPrimitives.ReadUInt32BigEndian(bytes[CrcPosition..]);
        Attributes = BinaryPrimitives.ReadInt16BigEndian(bytes[AttributesPosition..]);
        LastOffsetDelta = BinaryPrimitives.ReadInt32BigEndian(bytes[23..]);
        BaseTimestamp = BinaryPrimitives.ReadInt64BigEndian(bytes[27..]);
        MaxTimestamp = BinaryPrimitives.ReadInt64BigEndian(bytes[MaxTimestampPosition..]);
        ProducerId = BinaryPrimitives.ReadInt64BigEndian(bytes[43..]);
        ProducerEpoch = BinaryPrimitives.ReadInt16BigEndian(bytes[51..]);
        BaseSequence = BinaryPrimitives.ReadInt32BigEndian(bytes[53..]);
        RecordCount = BinaryPrimitives.ReadInt32BigEndian(bytes[57..]);
    }

    public long BaseOffset { get; }

    /// <summary>Bytes behind the length field.</summary>
    public int Length { get; }

    public sbyte Magic { get; }

    public uint Crc { get; }

    public short Attributes { get; }

    public int LastOffsetDelta { get; }

    /// <summary>Milliseconds since 1970, as all timestamps here.</summary>
    public long BaseTimestamp { get; }

    public long MaxTimestamp { get; }

    /// <summary>-1 when the producer is not idempotent.</summary>
    public long ProducerId { get; }

    public short ProducerEpoch { get; }

    public int BaseSequence { get; }

    public int RecordCount { get; }

    /// <summary>Bytes of the whole batch; negative or absurd when <see cref="Length"/> is.</summary>
    public long TotalBytes => (long)Length + Overhead;

    public long LastOffset => BaseOffset + LastOffsetDelta;

    /// <summary>0 none, 1 gzip, 2 snappy, 3 lz4, 4 zstd.</summary>
    public int Compression => Attributes & 0x07;

    public bool IsTransactional => (Attributes & 0x10) != 0;

    public bool IsControl => (Attributes & 0x20) != 0;

    /// <summary>Sequence numbers wrap from 2^31-1 to 0.</summary>
    public int LastSequence => BaseSequence < 0 ? -1 : (int)(((long)BaseSequence + LastOffsetDelta) % (1L << 31));

    /// <summary>Whether the bytes, which hold the whole batch, match its checksum.</summary>
    public bool ChecksumMatches(ReadOnlySpan<byte> batch) =>
        Crc32C.Compute(batch[AttributesPosition..(int)TotalBytes]) == Crc;

    /// <summary>Gives the batch its place in the log.</summary>
    public static void Place(Span<byte> batch, long baseOffset, int leaderEpoch)
    {
        BinaryPrimitives.WriteInt64BigEndian(batch, baseOffset);
        BinaryPrimitives.WriteInt32BigEndian(batch[Overhead..], leaderEpoch);
    }

    /// <summary>Fits the header to other records behind it: length, codec, latest timestamp, number and checksum.</summary>
    public static void Rewrite(Span<byte> batch, int compression, long maxTimestamp, int recordCount)
    {
        BinaryPrimitives.WriteInt32BigEndian(batch[8..], batch.Length - Overhead);
        var attributes = BinaryPrimitives.ReadInt16BigEndian(batch[AttributesPosition..]);
        BinaryPrimitives.WriteInt16BigEndian(batch[AttributesPosition..], (short)((attributes & ~0x07) | compression));
        BinaryPrimitives.WriteInt64BigEndian(batch[MaxTimestampPosition..], maxTimestamp);
        BinaryPrimitives.WriteInt32BigEndian(batch[57..], recordCount);
        BinaryPrimitives.WriteUInt32BigEndian(batch[CrcPosition..], Crc32C.Compute(batch[AttributesPosition..]));
    }

    /// <summary>Makes the time of appending the time of every record (message.timestamp.type=LogAppendTime), with a new checksum.</summary>
    public static void StampAppendTime(Span<byte> batch, long timestamp)
    {
        var attributes = BinaryPrimitives.ReadInt16BigEndian(batch[AttributesPosition..]);
        BinaryPrimitives.WriteInt16BigEndian(batch[AttributesPosition..], (short)(attributes | LogAppendTimeBit));
        BinaryPrimitives.WriteInt64BigEndian(batch[MaxTimestampPosition..], timestamp);
        BinaryPrimitives.WriteUInt32BigEndian(batch[CrcPosition..], Crc32C.Compute(batch[AttributesPosition..]));
    }
}
