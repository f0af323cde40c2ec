using Amazon.Runtime;

namespace Amazon.EventBridge.Model;

/// <summary>Where a rule's events go.</summary>
public partial class PutTargetsRequest : AmazonEventBridgeRequest
{
    public string EventBusName { get; set; }

    public string Rule { get; set; }

    public List<Target> Targets { get; set; } = AWSConfigs.InitializeCollections ? [] : null;
}

/// <summary>One target of a rule.</summary>
public partial class Target
{
    public string Arn { get; set; }

    public string Id { get; set; }

    public string Input { get; set; }

    public string InputPath { get; set; }
}

/// <summary>Targets that were refused.</summary>
public partial class PutTargetsResponse : AmazonWebServiceResponse
{
    public List<PutTargetsResultEntry> FailedEntries { get; set; } = AWSConfigs.InitializeCollections ? [] : null;

    public int? FailedEntryCount { get; set; }
}

/// <summary>Why a target was refused.</summary>
public partial class PutTargetsResultEntry
{
    public string ErrorCode { get; set; }

    public string ErrorMessage { get; set; }

    public string TargetId { get; set; }
}
