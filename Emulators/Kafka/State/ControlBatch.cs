using System.Buffers.Binary;

namespace EventAi.Emulators.Kafka.State;

/// <summary>
/// The batch that ends a transaction in a partition: one record whose key says abort (0) or commit (1), written by the coordinator and never by a
/// producer ("Control Batches" in Kafka's message format). All that this broker writes have the same length.
/// </summary>
internal static class ControlBatch
{
    private const short TransactionalControl = 0x30;
    private const int RecordBytes = 17;
    private const int TypePosition = BatchHeader.Size + 7;
    private const int Size = BatchHeader.Size + RecordBytes;

    public static byte[] Create(long producerId, short producerEpoch, bool commit, long timestamp)
    {
        var batch = new byte[Size];
        BinaryPrimitives.WriteInt32BigEndian(batch.AsSpan(8), Size - BatchHeader.Overhead);
        batch[16] = 2;
        BinaryPrimitives.WriteInt16BigEndian(batch.AsSpan(21), TransactionalControl);
        BinaryPrimitives.WriteInt64BigEndian(batch.AsSpan(27), timestamp);
        BinaryPrimitives.WriteInt64BigEndian(batch.AsSpan(35), timestamp);
        BinaryPrimitives.WriteInt64BigEndian(batch.AsSpan(43), producerId);
        BinaryPrimitives.WriteInt16BigEndian(batch.AsSpan(51), producerEpoch);
        BinaryPrimitives.WriteInt32BigEndian(batch.AsSpan(53), -1);
        BinaryPrimitives.WriteInt32BigEndian(batch.AsSpan(57), 1);

        // Lengths are zigzag varints: record 16, key 4 (version, type), value 6 (version, coordinator epoch 0), no headers.
        ReadOnlySpan<byte> record = [32, 0, 0, 0, 8, 0, 0, 0, commit ? (byte)1 : (byte)0, 12, 0, 0, 0, 0, 0, 0, 0];
        record.CopyTo(batch.AsSpan(BatchHeader.Size));
        BinaryPrimitives.WriteUInt32BigEndian(batch.AsSpan(17), Crc32C.Compute(batch.AsSpan(21)));
        return batch;
    }

    /// <summary>Whether a control batch of the segment says commit.</summary>
    public static bool IsCommit(Segment segment, in BatchPosition batch)
    {
        Span<byte> type = stackalloc byte[2];
        new LogSlice(segment.File, batch.Position + TypePosition, type.Length).Read(0, type);
        return BinaryPrimitives.ReadInt16BigEndian(type) == 1;
    }
}
