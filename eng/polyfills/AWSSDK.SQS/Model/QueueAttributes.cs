using System.Globalization;
using Amazon.Runtime;

namespace Amazon.SQS.Model;

public partial class SetQueueAttributesRequest : AmazonSQSRequest
{
    public SetQueueAttributesRequest()
    {
    }

    public SetQueueAttributesRequest(string queueUrl, Dictionary<string, string> attributes) => (QueueUrl, Attributes) = (queueUrl, attributes);

    public Dictionary<string, string> Attributes { get; set; } = AWSConfigs.InitializeCollections ? new(StringComparer.Ordinal) : null;

    public string QueueUrl { get; set; }
}

public partial class SetQueueAttributesResponse : AmazonWebServiceResponse;

public partial class GetQueueAttributesRequest : AmazonSQSRequest
{
    public GetQueueAttributesRequest()
    {
    }

    public GetQueueAttributesRequest(string queueUrl, List<string> attributeNames) => (QueueUrl, AttributeNames) = (queueUrl, attributeNames);

    public List<string> AttributeNames { get; set; } = AWSConfigs.InitializeCollections ? [] : null;

    public string QueueUrl { get; set; }
}

/// <summary>The attributes asked for; the typed ones are 0, false or null where they were not.</summary>
public partial class GetQueueAttributesResponse : AmazonWebServiceResponse
{
    public Dictionary<string, string> Attributes { get; set; } = AWSConfigs.InitializeCollections ? new(StringComparer.Ordinal) : null;

    /// <summary>Seconds.</summary>
    public int VisibilityTimeout => Number(nameof(VisibilityTimeout));

    public int DelaySeconds => Number(nameof(DelaySeconds));

    /// <summary>Bytes.</summary>
    public int MaximumMessageSize => Number(nameof(MaximumMessageSize));

    /// <summary>Seconds.</summary>
    public int MessageRetentionPeriod => Number(nameof(MessageRetentionPeriod));

    public int ApproximateNumberOfMessages => Number(nameof(ApproximateNumberOfMessages));

    public int ApproximateNumberOfMessagesNotVisible => Number(nameof(ApproximateNumberOfMessagesNotVisible));

    public int ApproximateNumberOfMessagesDelayed => Number(nameof(ApproximateNumberOfMessagesDelayed));

    public DateTime CreatedTimestamp => DateTimeOffset.FromUnixTimeSeconds(Number(nameof(CreatedTimestamp))).UtcDateTime;

    public DateTime LastModifiedTimestamp => DateTimeOffset.FromUnixTimeSeconds(Number(nameof(LastModifiedTimestamp))).UtcDateTime;

    public string QueueARN => Text("QueueArn");

    public string Policy => Text(nameof(Policy));

    public bool FifoQueue => bool.TryParse(Text(nameof(FifoQueue)), out var value) && value;

    public bool? ContentBasedDeduplication => bool.TryParse(Text(nameof(ContentBasedDeduplication)), out var value) ? value : null;

    private string Text(string name) => Attributes is not null && Attributes.TryGetValue(name, out var value) ? value : null;

    private int Number(string name) => int.TryParse(Text(name), NumberStyles.Integer, CultureInfo.InvariantCulture, out var value) ? value : 0;
}
