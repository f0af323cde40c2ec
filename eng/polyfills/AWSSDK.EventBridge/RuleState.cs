using Amazon.Runtime;

namespace Amazon.EventBridge;

/// <summary>Whether a rule is applied.</summary>
public class RuleState : ConstantClass
{
    public static readonly RuleState DISABLED = new("DISABLED");

    public static readonly RuleState ENABLED = new("ENABLED");

    public RuleState(string value)
        : base(value)
    {
    }

    public static implicit operator RuleState(string value) => FindValue<RuleState>(value);

    public static RuleState FindValue(string value) => FindValue<RuleState>(value);
}
