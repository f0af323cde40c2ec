namespace EventAi.Emulators.Aws.Sqs;

/// <summary>
/// Errors of SQS: the type of the JSON protocol, the code of the query protocol (which clients still see), AWS's texts
/// (API reference, "Errors" of each action).
/// </summary>
internal static class SqsErrors
{
    private const string Prefix = "AWS.SimpleQueueService.";

    public static AwsException QueueDoesNotExist() => Error("QueueDoesNotExist", "The specified queue does not exist.", Prefix + "NonExistentQueue");

    public static AwsException QueueNameExists(string attribute)
        => Error("QueueNameExists", $"A queue already exists with the same name and a different value for attribute {attribute}", "QueueAlreadyExists");

    public static AwsException InvalidParameter(string message) => Error("InvalidParameterValueException", message, "InvalidParameterValue");

    public static AwsException InvalidParameter(string name, object value, string reason)
        => InvalidParameter($"Value {value} for parameter {name} is invalid. Reason: {reason}");

    public static AwsException MissingParameter(string name)
        => Error("MissingRequiredParameterException", $"The request must contain the parameter {name}.", "MissingParameter");

    public static AwsException InvalidAttributeName(string name) => Error("InvalidAttributeName", $"Unknown Attribute {name}.", "InvalidAttributeName");

    public static AwsException InvalidAttributeValue(string name, string reason = "") => Error("InvalidAttributeValue", $"Invalid value for the parameter {name}.{reason}", "InvalidAttributeValue");

    public static AwsException OneEncryption() => Error(
        "InvalidAttributeName", "You can use one type of server-side encryption (SSE) at one time. You can either enable KMS SSE or SQS SSE.", "InvalidAttributeName");

    public static AwsException OnlyOfFifo(string name) => Error("InvalidAttributeName", $"You can specify the {name} only when FifoQueue is set to true.", "InvalidAttributeName");

    public static AwsException InvalidMessageContents()
        => Error("InvalidMessageContents", "The message contains characters outside the allowed set.", "InvalidMessageContents");

    public static AwsException ReceiptHandleIsInvalid(string handle)
        => Error("ReceiptHandleIsInvalid", $"The input receipt handle \"{handle}\" is not a valid receipt handle.", "ReceiptHandleIsInvalid");

    public static AwsException MessageNotInflight() => Error("MessageNotInflight", "The message referred to is not in flight.", Prefix + "MessageNotInflight");

    public static AwsException OverLimit(string what = "Too many messages in flight") => Error("OverLimit", what, "OverLimit");

    public static AwsException PurgeQueueInProgress(string queue)
        => Error("PurgeQueueInProgress", $"Only one PurgeQueue operation on {queue} is allowed every 60 seconds.", Prefix + "PurgeQueueInProgress");

    public static AwsException ResourceNotFound(string message) => Error("ResourceNotFoundException", message, "ResourceNotFoundException");

    public static AwsException Unsupported(string what) => Error("UnsupportedOperation", what, Prefix + "UnsupportedOperation");

    public static AwsException EmptyBatch(string entry)
        => Error("EmptyBatchRequest", $"There should be at least one {entry} in the request.", Prefix + "EmptyBatchRequest");

    public static AwsException TooManyEntries(int count)
        => Error("TooManyEntriesInBatchRequest", $"Maximum number of entries per request are 10. You have sent {count}.", Prefix + "TooManyEntriesInBatchRequest");

    public static AwsException IdsNotDistinct(string id) => Error("BatchEntryIdsNotDistinct", $"Id {id} repeated.", Prefix + "BatchEntryIdsNotDistinct");

    public static AwsException InvalidBatchEntryId() => Error(
        "InvalidBatchEntryId", "A batch entry id can only contain alphanumeric characters, hyphens and underscores. It can be at most 80 letters long.", Prefix + "InvalidBatchEntryId");

    public static AwsException BatchTooLong(int bytes) => Error(
        "BatchRequestTooLong", $"Batch requests cannot be longer than {State.QueueSettings.LargestMessage} bytes. You have sent {bytes} bytes.", Prefix + "BatchRequestTooLong");

    public static AwsException UnknownOperation(string operation)
        => new(400, "com.amazon.coral.service#UnknownOperationException", $"The operation {operation} is not known.") { QueryCode = "InvalidAction" };

    public static AwsException Serialization(string reason) => new(400, "com.amazon.coral.service#SerializationException", reason) { QueryCode = "MalformedInput" };

    public static AwsException TooLarge() => new(413, "com.amazon.coral.service#RequestEntityTooLargeException", "The request is too large.") { QueryCode = "RequestEntityTooLarge" };

    private static AwsException Error(string type, string message, string queryCode) => new(400, "com.amazonaws.sqs#" + type, message) { QueryCode = queryCode };
}
