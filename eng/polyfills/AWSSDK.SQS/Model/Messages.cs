using Amazon.Runtime;

namespace Amazon.SQS.Model;

/// <summary>A message as it was received.</summary>
public partial class Message
{
    /// <summary>The system attributes asked for, by name.</summary>
    public Dictionary<string, string> Attributes { get; set; } = AWSConfigs.InitializeCollections ? new(StringComparer.Ordinal) : null;

    public string Body { get; set; }

    public string MD5OfBody { get; set; }

    public string MD5OfMessageAttributes { get; set; }

    public Dictionary<string, MessageAttributeValue> MessageAttributes { get; set; } = AWSConfigs.InitializeCollections ? new(StringComparer.Ordinal) : null;

    public string MessageId { get; set; }

    public string ReceiptHandle { get; set; }
}

/// <summary>A value and its type: <c>String</c>, <c>Number</c> or <c>Binary</c>, with an optional suffix of one's own after a dot.</summary>
public partial class MessageAttributeValue
{
    public List<MemoryStream> BinaryListValues { get; set; } = AWSConfigs.InitializeCollections ? [] : null;

    public MemoryStream BinaryValue { get; set; }

    public string DataType { get; set; }

    public List<string> StringListValues { get; set; } = AWSConfigs.InitializeCollections ? [] : null;

    public string StringValue { get; set; }
}

public partial class MessageSystemAttributeValue
{
    public List<MemoryStream> BinaryListValues { get; set; } = AWSConfigs.InitializeCollections ? [] : null;

    public MemoryStream BinaryValue { get; set; }

    public string DataType { get; set; }

    public List<string> StringListValues { get; set; } = AWSConfigs.InitializeCollections ? [] : null;

    public string StringValue { get; set; }
}

public partial class ReceiveMessageRequest : AmazonSQSRequest
{
    public ReceiveMessageRequest()
    {
    }

    public ReceiveMessageRequest(string queueUrl) => QueueUrl = queueUrl;

    [Obsolete("AttributeNames has been replaced by MessageSystemAttributeNames")]
    public List<string> AttributeNames { get; set; } = AWSConfigs.InitializeCollections ? [] : null;

    /// <summary>1 to 10; 1 where unset.</summary>
    public int? MaxNumberOfMessages { get; set; }

    public List<string> MessageAttributeNames { get; set; } = AWSConfigs.InitializeCollections ? [] : null;

    public List<string> MessageSystemAttributeNames { get; set; } = AWSConfigs.InitializeCollections ? [] : null;

    public string QueueUrl { get; set; }

    public string ReceiveRequestAttemptId { get; set; }

    /// <summary>Seconds.</summary>
    public int? VisibilityTimeout { get; set; }

    /// <summary>Seconds, 0 to 20.</summary>
    public int? WaitTimeSeconds { get; set; }
}

public partial class ReceiveMessageResponse : AmazonWebServiceResponse
{
    /// <summary>Null where none came.</summary>
    public List<Message> Messages { get; set; } = AWSConfigs.InitializeCollections ? [] : null;
}

public partial class ChangeMessageVisibilityRequest : AmazonSQSRequest
{
    public ChangeMessageVisibilityRequest()
    {
    }

    public ChangeMessageVisibilityRequest(string queueUrl, string receiptHandle, int? visibilityTimeout)
        => (QueueUrl, ReceiptHandle, VisibilityTimeout) = (queueUrl, receiptHandle, visibilityTimeout);

    public string QueueUrl { get; set; }

    public string ReceiptHandle { get; set; }

    /// <summary>Seconds from now.</summary>
    public int? VisibilityTimeout { get; set; }
}

public partial class ChangeMessageVisibilityResponse : AmazonWebServiceResponse;
