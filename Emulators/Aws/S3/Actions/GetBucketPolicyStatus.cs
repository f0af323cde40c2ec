using System.Text.Json;

namespace EventAi.Emulators.Aws.S3.Actions;

/// <summary>GetBucketPolicyStatus: public is a policy that allows anybody something without a condition.</summary>
internal sealed class GetBucketPolicyStatus : IS3Action
{
    public S3Route Route { get; } = new("GET", S3Level.Bucket, "policyStatus");

    public Task ExecuteAsync(S3Call call)
    {
        var isPublic = call.Bucket.Info.Documents.TryGetValue("policy", out var text) && IsPublic(text);
        return S3Xml.WriteAsync(call.Aws, xml =>
        {
            xml.WriteStartElement("PolicyStatus", S3Xml.Namespace);
            xml.WriteElementString("IsPublic", isPublic ? "true" : "false");
            xml.WriteEndElement();
        });
    }

    private static bool IsPublic(string text)
    {
        using var policy = JsonDocument.Parse(text);
        if (!policy.RootElement.TryGetProperty("Statement", out var statements))
        {
            return false;
        }
        return statements.ValueKind == JsonValueKind.Array ? statements.EnumerateArray().Any(IsOpen) : IsOpen(statements);
    }

    private static bool IsOpen(JsonElement statement)
        => statement.ValueKind == JsonValueKind.Object && statement.TryGetProperty("Effect", out var effect) && effect.ValueKind == JsonValueKind.String && effect.ValueEquals("Allow") && !statement.TryGetProperty("Condition", out _)
            && statement.TryGetProperty("Principal", out var principal)
            && (IsAnybody(principal) || (principal.ValueKind == JsonValueKind.Object && principal.TryGetProperty("AWS", out var accounts)
                && (IsAnybody(accounts) || (accounts.ValueKind == JsonValueKind.Array && accounts.EnumerateArray().Any(IsAnybody)))));

    private static bool IsAnybody(JsonElement value) => value.ValueKind == JsonValueKind.String && value.ValueEquals("*");
}
