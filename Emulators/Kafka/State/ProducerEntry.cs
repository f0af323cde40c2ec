namespace EventAi.Emulators.Kafka.State;

/// <summary>What a partition remembers of one idempotent producer: its epoch and its last batches, oldest first.</summary>
internal sealed class ProducerEntry
{
    /// <summary>Batches that a producer may have in flight, and so may send again (max.in.flight.requests.per.connection ≤ 5).</summary>
    public const int Remembered = 5;

    public short Epoch { get; set; }

    /// <summary>Offset of the first record of the producer's open transaction in the partition; -1 when none is open.</summary>
    public long OpenSince { get; set; } = -1;

    public List<ProducedBatch> Batches { get; } = new(Remembered);
}
