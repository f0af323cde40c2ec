namespace EventAi.Emulators.Aws.Sqs.State;

/// <summary>What a sender is told: of a duplicate, what was told before.</summary>
/// <param name="Id">The message's id.</param>
/// <param name="SequenceNumber">Of a FIFO queue; null otherwise.</param>
internal readonly record struct SentMessage(Guid Id, string? SequenceNumber);
