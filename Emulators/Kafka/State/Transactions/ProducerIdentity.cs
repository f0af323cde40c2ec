namespace EventAi.Emulators.Kafka.State.Transactions;

/// <summary>A producer as it names itself in its requests: its transactional id, and the id and epoch it was given for it.</summary>
internal readonly record struct ProducerIdentity(string TransactionalId, long ProducerId, short Epoch);
