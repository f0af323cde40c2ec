namespace EventAi.Emulators.Kafka.State;

/// <summary>Outcome of an operation on a topic: the topic where there is one, what was wrong where something was.</summary>
internal readonly record struct TopicResult(KafkaError Error, Topic? Topic = null, string? Message = null);
