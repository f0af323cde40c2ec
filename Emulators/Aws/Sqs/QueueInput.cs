namespace EventAi.Emulators.Aws.Sqs;

/// <summary>Input of operations on a whole queue.</summary>
internal sealed record QueueInput(string? QueueUrl);
