using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.SQS.Model;

namespace Amazon.SQS.Internal;

/// <summary>The exception for an error's <c>__type</c>.</summary>
internal static class SqsErrors
{
    public static AmazonSQSException Create(string type, ErrorResponse error)
    {
        var (message, inner, kind, code, request, status) = (error.Message, error.InnerException, error.Type, error.Code, error.RequestId, error.StatusCode);
        return type switch
        {
            "QueueDoesNotExist" => new QueueDoesNotExistException(message, inner, kind, code, request, status),
            "QueueNameExists" => new QueueNameExistsException(message, inner, kind, code, request, status),
            "ReceiptHandleIsInvalid" => new ReceiptHandleIsInvalidException(message, inner, kind, code, request, status),
            "MessageNotInflight" => new MessageNotInflightException(message, inner, kind, code, request, status),
            "OverLimit" => new OverLimitException(message, inner, kind, code, request, status),
            "PurgeQueueInProgress" => new PurgeQueueInProgressException(message, inner, kind, code, request, status),
            "InvalidAttributeName" => new InvalidAttributeNameException(message, inner, kind, code, request, status),
            "InvalidAttributeValue" => new InvalidAttributeValueException(message, inner, kind, code, request, status),
            "InvalidMessageContents" => new InvalidMessageContentsException(message, inner, kind, code, request, status),
            "UnsupportedOperation" => new UnsupportedOperationException(message, inner, kind, code, request, status),
            "EmptyBatchRequest" => new EmptyBatchRequestException(message, inner, kind, code, request, status),
            "TooManyEntriesInBatchRequest" => new TooManyEntriesInBatchRequestException(message, inner, kind, code, request, status),
            "BatchEntryIdsNotDistinct" => new BatchEntryIdsNotDistinctException(message, inner, kind, code, request, status),
            "BatchRequestTooLong" => new BatchRequestTooLongException(message, inner, kind, code, request, status),
            "InvalidBatchEntryId" => new InvalidBatchEntryIdException(message, inner, kind, code, request, status),
            _ => new AmazonSQSException(message, inner, kind, code, request, status),
        };
    }
}
