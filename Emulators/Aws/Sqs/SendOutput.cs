namespace EventAi.Emulators.Aws.Sqs;

/// <summary>Output of SendMessage, and one entry's of SendMessageBatch. Digests are lower-case hexadecimal.</summary>
internal sealed record SendOutput(string? Id, string MessageId, string MD5OfMessageBody, string? MD5OfMessageAttributes, string? MD5OfMessageSystemAttributes, string? SequenceNumber);
