namespace EventAi.Emulators.Kafka.State;

/// <summary>What a producer's batch must satisfy before it may be stored.</summary>
internal static class BatchCheck
{
    private const int HighestCodec = 4;

    /// <summary>The error to answer, or null when the bytes are exactly one sound batch.</summary>
    public static AppendResult? Problem(ReadOnlySpan<byte> bytes, int maxBytes)
    {
        if (bytes.Length < BatchHeader.Size)
        {
            return bytes.Length > 16 && bytes[16] < 2
                ? new AppendResult(KafkaError.UnsupportedForMessageFormat, Message: "Message formats 0 and 1 are not supported: record batches (format 2) are.")
                : new AppendResult(KafkaError.CorruptMessage, Message: "The records are shorter than a batch header.");
        }

        var header = new BatchHeader(bytes);
        if (header.Magic != 2)
        {
            return new AppendResult(KafkaError.UnsupportedForMessageFormat, Message: $"Message format {header.Magic} is not supported: record batches (format 2) are.");
        }

        if (header.TotalBytes < BatchHeader.Size || header.TotalBytes > bytes.Length)
        {
            return new AppendResult(KafkaError.CorruptMessage, Message: "A batch's length does not fit its bytes.");
        }

        if (bytes.Length > maxBytes)
        {
            return new AppendResult(KafkaError.MessageTooLarge, Message: $"The batch has {bytes.Length} bytes, the topic allows {maxBytes}.");
        }

        if (header.TotalBytes < bytes.Length)
        {
            return new AppendResult(KafkaError.InvalidRecord, Message: "A produce request carries one batch for each partition.");
        }

        if (!header.ChecksumMatches(bytes))
        {
            return new AppendResult(KafkaError.CorruptMessage, Message: "The batch's CRC-32C does not match.");
        }

        if (header.RecordCount <= 0 || header.LastOffsetDelta != header.RecordCount - 1 || header.IsControl)
        {
            return new AppendResult(KafkaError.InvalidRecord, Message: "A produced batch has records, numbered without gaps, and is no control batch.");
        }

        if (header.Compression > HighestCodec)
        {
            return new AppendResult(KafkaError.UnsupportedCompressionType);
        }

        if (header.IsTransactional && header.ProducerId < 0)
        {
            return new AppendResult(KafkaError.InvalidRecord, Message: "A transactional batch needs a producer id.");
        }

        return header.ProducerId >= 0 && (header.ProducerEpoch < 0 || header.BaseSequence < 0)
            ? new AppendResult(KafkaError.InvalidRecord, Message: "An idempotent producer's batch needs an epoch and a sequence number.")
            : null;
    }
}
