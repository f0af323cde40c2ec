namespace EventAi.Emulators.Aws.Sqs.State;

/// <summary>Messages of a queue by state.</summary>
internal readonly record struct QueueCounts(int Ready, int InFlight, int Delayed);
