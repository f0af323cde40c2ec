namespace EventAi.Emulators.Kafka.State.Transactions;

/// <summary>A partition that takes part in a transaction; by the topic's id, so that a topic made anew is another.</summary>
internal readonly record struct TransactionPartition(Guid TopicId, int Partition);
