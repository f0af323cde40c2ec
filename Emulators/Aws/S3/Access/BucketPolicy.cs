using System.Text.Json;

namespace EventAi.Emulators.Aws.S3.Access;

/// <summary>A bucket's policy (AWS IAM user guide, "IAM JSON policy element reference" and "Policy evaluation logic").</summary>
internal sealed class BucketPolicy
{
    private readonly List<PolicyStatement> _statements;

    private BucketPolicy(List<PolicyStatement> statements) => _statements = statements;

    /// <summary>Whether it lets in anybody at all (Amazon S3 user guide, "The meaning of public").</summary>
    public bool IsPublic => _statements.Exists(static statement => statement.IsPublic);

    /// <param name="json">The policy.</param>
    /// <param name="bucket">The resources must be it or in it.</param>
    /// <exception cref="AwsException">MalformedPolicy.</exception>
    public static BucketPolicy Parse(string json, string bucket)
    {
        JsonElement root;
        try
        {
            using var document = JsonDocument.Parse(json);
            root = document.RootElement.Clone();
        }
        catch (JsonException)
        {
            throw Malformed("Policies must be valid JSON and the first byte must be '{'");
        }
        if (root.ValueKind != JsonValueKind.Object)
        {
            throw Malformed("Policies must be valid JSON and the first byte must be '{'");
        }
        if (root.TryGetProperty("Version", out var version) && !(version.ValueKind == JsonValueKind.String && (version.ValueEquals("2012-10-17") || version.ValueEquals("2008-10-17"))))
        {
            throw Malformed("The policy must contain a valid version string");
        }
        if (!root.TryGetProperty("Statement", out var statements))
        {
            throw Malformed("Missing required field Statement");
        }
        var list = statements.ValueKind switch
        {
            JsonValueKind.Object => [PolicyStatement.Parse(statements, bucket)],
            JsonValueKind.Array => statements.EnumerateArray().Select(statement => PolicyStatement.Parse(statement, bucket)).ToList(),
            _ => throw Malformed("Invalid policy syntax."),
        };
        return list.Count > 0 ? new BucketPolicy(list) : throw Malformed("Could not parse the policy: Statement is empty!");
    }

    public PolicyVerdict Evaluate(PolicyContext context)
    {
        var verdict = PolicyVerdict.None;
        foreach (var statement in _statements)
        {
            if (statement.Applies(context))
            {
                if (!statement.Allows)
                {
                    return PolicyVerdict.Deny;
                }
                verdict = PolicyVerdict.Allow;
            }
        }
        return verdict;
    }

    public static AwsException Malformed(string message) => new(400, "MalformedPolicy", message);
}
