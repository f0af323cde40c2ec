using Amazon.Runtime;

namespace Amazon.EventBridge.Model;

/// <summary>Up to ten events for one or several buses.</summary>
public partial class PutEventsRequest : AmazonEventBridgeRequest
{
    public string EndpointId { get; set; }

    public List<PutEventsRequestEntry> Entries { get; set; } = AWSConfigs.InitializeCollections ? [] : null;
}

/// <summary>One event.</summary>
public partial class PutEventsRequestEntry
{
    public string Detail { get; set; }

    public string DetailType { get; set; }

    public string EventBusName { get; set; }

    public List<string> Resources { get; set; } = AWSConfigs.InitializeCollections ? [] : null;

    public string Source { get; set; }

    public DateTime? Time { get; set; }

    public string TraceHeader { get; set; }
}

/// <summary>One result per event, in order.</summary>
public partial class PutEventsResponse : AmazonWebServiceResponse
{
    public List<PutEventsResultEntry> Entries { get; set; } = AWSConfigs.InitializeCollections ? [] : null;

    public int? FailedEntryCount { get; set; }
}

/// <summary>The id of an accepted event, or why it was refused.</summary>
public partial class PutEventsResultEntry
{
    public string ErrorCode { get; set; }

    public string ErrorMessage { get; set; }

    public string EventId { get; set; }
}
