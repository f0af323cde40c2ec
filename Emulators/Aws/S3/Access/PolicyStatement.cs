using System.Text.Json;

namespace EventAi.Emulators.Aws.S3.Access;

/// <summary>One statement of a bucket's policy.</summary>
internal sealed class PolicyStatement
{
    private const string BucketArn = "arn:aws:s3:::";
    private readonly PolicyPrincipal _principal;
    private readonly bool _otherPrincipals;
    private readonly IReadOnlyList<string> _actions;
    private readonly bool _otherActions;
    private readonly IReadOnlyList<string> _resources;
    private readonly bool _otherResources;
    private readonly IReadOnlyList<PolicyCondition> _conditions;

    private PolicyStatement(JsonElement json, string bucket)
    {
        Allows = Require(json, "Effect") switch
        {
            { ValueKind: JsonValueKind.String } effect when effect.ValueEquals("Allow") => true,
            { ValueKind: JsonValueKind.String } effect when effect.ValueEquals("Deny") => false,
            var other => throw BucketPolicy.Malformed($"Invalid effect: {other}"),
        };
        (var principal, _otherPrincipals) = Either(json, "Principal", "NotPrincipal");
        _principal = PolicyPrincipal.Parse(principal);
        (var actions, _otherActions) = Either(json, "Action", "NotAction");
        _actions = Texts(actions);
        if (_actions.Any(static action => action != "*" && !action.StartsWith("s3:", StringComparison.OrdinalIgnoreCase)))
        {
            throw BucketPolicy.Malformed("Policy has invalid action");
        }
        (var resources, _otherResources) = Either(json, "Resource", "NotResource");
        _resources = Texts(resources);
        if (_resources.Any(resource => !IsOf(resource, bucket)))
        {
            throw BucketPolicy.Malformed("Policy has invalid resource");
        }
        _conditions = json.TryGetProperty("Condition", out var conditions) ? PolicyCondition.ParseAll(conditions) : [];
    }

    public bool Allows { get; }

    /// <summary>Allows anybody, unless a condition pins the caller to fixed values.</summary>
    public bool IsPublic => Allows && (_otherPrincipals || _principal.IsAnybody) && !_conditions.Any(static condition => condition.PinsCaller);

    /// <exception cref="AwsException">MalformedPolicy.</exception>
    public static PolicyStatement Parse(JsonElement json, string bucket)
        => json.ValueKind == JsonValueKind.Object ? new PolicyStatement(json, bucket) : throw BucketPolicy.Malformed("Invalid policy syntax.");

    public bool Applies(PolicyContext context)
        => _principal.Matches(context.Caller) != _otherPrincipals
            && _actions.Any(action => Wildcard.IsMatch(action, context.Action, ignoreCase: true)) != _otherActions
            && _resources.Any(resource => Wildcard.IsMatch(context.Substitute(resource), context.Resource)) != _otherResources
            && _conditions.All(condition => condition.Holds(context));

    internal static IReadOnlyList<string> Texts(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.String => [json.GetString()!],
        JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => [json.GetRawText()],
        JsonValueKind.Array => [.. json.EnumerateArray().SelectMany(Texts)],
        _ => throw BucketPolicy.Malformed("Invalid policy syntax."),
    };

    private static bool IsOf(string resource, string bucket)
    {
        if (resource == "*")
        {
            return true;
        }
        if (!resource.StartsWith(BucketArn, StringComparison.Ordinal))
        {
            return false;
        }
        var path = resource[BucketArn.Length..];
        var slash = path.IndexOf('/', StringComparison.Ordinal);
        var name = slash < 0 ? path : path[..slash];
        return name == bucket || Wildcard.IsMatch(name, bucket) || (slash < 0 && Wildcard.IsMatch(name, bucket + "/"));
    }

    private static JsonElement Require(JsonElement json, string name)
        => json.TryGetProperty(name, out var value) ? value : throw BucketPolicy.Malformed($"Missing required field {name}");

    private static (JsonElement Value, bool Other) Either(JsonElement json, string name, string other)
        => json.TryGetProperty(other, out var value) ? (value, true) : (Require(json, name), false);
}
