using Amazon.Runtime;

namespace Amazon.EventBridge.Model;

/// <summary>A rule on a bus, made or replaced.</summary>
public partial class PutRuleRequest : AmazonEventBridgeRequest
{
    public string Description { get; set; }

    public string EventBusName { get; set; }

    public string EventPattern { get; set; }

    public string Name { get; set; }

    public string ScheduleExpression { get; set; }

    public RuleState State { get; set; }
}

/// <summary>The rule.</summary>
public partial class PutRuleResponse : AmazonWebServiceResponse
{
    public string RuleArn { get; set; }
}
