namespace EventAi.Emulators.Aws.Sqs.State;

/// <summary>A message as one receive got it. Times in milliseconds since 1970.</summary>
internal sealed record ReceivedMessage(Guid Id, NewMessage Content, string ReceiptHandle, long SentAt, long FirstReceivedAt, int ReceiveCount);
