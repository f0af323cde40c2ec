namespace EventAi.Emulators.Aws.Sqs;

/// <summary>An entry of a batch that went well and has no more to tell.</summary>
internal sealed record BatchEntryOutput(string Id);
