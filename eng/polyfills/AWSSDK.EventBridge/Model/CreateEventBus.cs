using Amazon.Runtime;

namespace Amazon.EventBridge.Model;

/// <summary>A bus to be made.</summary>
public partial class CreateEventBusRequest : AmazonEventBridgeRequest
{
    public string Description { get; set; }

    public string EventSourceName { get; set; }

    public string Name { get; set; }
}

/// <summary>The bus that was made.</summary>
public partial class CreateEventBusResponse : AmazonWebServiceResponse
{
    public string EventBusArn { get; set; }
}
