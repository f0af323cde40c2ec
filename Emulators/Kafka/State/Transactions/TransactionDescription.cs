namespace EventAi.Emulators.Kafka.State.Transactions;

/// <summary>A transactional id as it stood when somebody asked; times in milliseconds, <paramref name="StartedAt"/> since 1970 (-1: none is open).</summary>
internal sealed record TransactionDescription(
    string Id, TransactionState State, long ProducerId, short Epoch, int TimeoutMs, long StartedAt, long AgeMs, IReadOnlyList<TransactionPartition> Partitions);
