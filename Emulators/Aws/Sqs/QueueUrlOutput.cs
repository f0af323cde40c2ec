namespace EventAi.Emulators.Aws.Sqs;

/// <summary>Output of CreateQueue and GetQueueUrl.</summary>
internal sealed record QueueUrlOutput(string QueueUrl);
