using Amazon.Runtime;

namespace Amazon.SQS.Model;

public partial class CreateQueueRequest : AmazonSQSRequest
{
    public CreateQueueRequest()
    {
    }

    public CreateQueueRequest(string queueName) => QueueName = queueName;

    public Dictionary<string, string> Attributes { get; set; } = NewDictionary();

    public string QueueName { get; set; }

    /// <summary>Cost-allocation tags. The service's model spells this one member in lower case.</summary>
    [System.Text.Json.Serialization.JsonPropertyName("tags")]
    public Dictionary<string, string> Tags { get; set; } = NewDictionary();

    private static Dictionary<string, string> NewDictionary() => AWSConfigs.InitializeCollections ? new(StringComparer.Ordinal) : null;
}

public partial class CreateQueueResponse : AmazonWebServiceResponse
{
    public string QueueUrl { get; set; }
}

public partial class GetQueueUrlRequest : AmazonSQSRequest
{
    public GetQueueUrlRequest()
    {
    }

    public GetQueueUrlRequest(string queueName) => QueueName = queueName;

    public string QueueName { get; set; }

    public string QueueOwnerAWSAccountId { get; set; }
}

public partial class GetQueueUrlResponse : AmazonWebServiceResponse
{
    public string QueueUrl { get; set; }
}

public partial class ListQueuesRequest : AmazonSQSRequest
{
    public ListQueuesRequest()
    {
    }

    public ListQueuesRequest(string queueNamePrefix) => QueueNamePrefix = queueNamePrefix;

    public int? MaxResults { get; set; }

    public string NextToken { get; set; }

    public string QueueNamePrefix { get; set; }
}

public partial class ListQueuesResponse : AmazonWebServiceResponse
{
    public string NextToken { get; set; }

    /// <summary>Null where there is none.</summary>
    public List<string> QueueUrls { get; set; } = AWSConfigs.InitializeCollections ? [] : null;
}

public partial class DeleteQueueRequest : AmazonSQSRequest
{
    public DeleteQueueRequest()
    {
    }

    public DeleteQueueRequest(string queueUrl) => QueueUrl = queueUrl;

    public string QueueUrl { get; set; }
}

public partial class DeleteQueueResponse : AmazonWebServiceResponse;

public partial class PurgeQueueRequest : AmazonSQSRequest
{
    public string QueueUrl { get; set; }
}

public partial class PurgeQueueResponse : AmazonWebServiceResponse;
