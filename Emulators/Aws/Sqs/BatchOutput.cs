namespace EventAi.Emulators.Aws.Sqs;

/// <summary>Output of a batch operation: what went well, what did not.</summary>
internal sealed record BatchOutput<TEntry>(List<TEntry> Successful, List<BatchFailure> Failed);
