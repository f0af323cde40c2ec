namespace EventAi.Emulators.Aws.Sqs.State;

/// <summary>What a deduplication id was used for.</summary>
/// <param name="Message">The message that was stored.</param>
/// <param name="Sequence">Its sequence number.</param>
/// <param name="At">Milliseconds since 1970.</param>
internal readonly record struct SentBefore(Guid Message, long Sequence, long At);
