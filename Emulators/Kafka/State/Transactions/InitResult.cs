namespace EventAi.Emulators.Kafka.State.Transactions;

/// <summary>The id and epoch that a producer is to use from now on.</summary>
internal readonly record struct InitResult(KafkaError Error, long ProducerId = -1, short Epoch = -1);
