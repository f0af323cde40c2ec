namespace EventAi.Emulators.Aws.Sqs.State;

/// <summary>A typed value: text for <c>String</c> and <c>Number</c> types, bytes for <c>Binary</c> ones.</summary>
internal sealed record MessageAttribute(string DataType, string? StringValue, byte[]? BinaryValue);
