using System.Globalization;
using System.Text.Json;

namespace EventAi.Emulators.Aws.Sqs.State;

/// <summary>The attribute RedrivePolicy: after so many receives a message goes to another queue.</summary>
internal sealed record RedrivePolicy(string DeadLetterTargetArn, int MaxReceiveCount)
{
    /// <summary>What is wrong with a policy that is to be set; null where nothing is, or where it takes the policy away.</summary>
    public static string? Problem(string json)
    {
        if (json.Length == 0 || Parse(json) is { } policy && policy.DeadLetterTargetArn.StartsWith("arn:", StringComparison.Ordinal))
        {
            return null;
        }
        try
        {
            using var document = JsonDocument.Parse(json);
            foreach (var name in (ReadOnlySpan<string>)["deadLetterTargetArn", "maxReceiveCount"])
            {
                if (!document.RootElement.TryGetProperty(name, out _))
                {
                    return $"Redrive policy does not contain mandatory attribute: {name}.";
                }
            }
            return Parse(json) is null
                ? $"Invalid value for maxReceiveCount: {document.RootElement.GetProperty("maxReceiveCount")}, valid values are from 1 to 1000 both inclusive."
                : "Invalid value for deadLetterTargetArn.";
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return "Redrive policy is not a valid JSON map.";
        }
    }

    /// <returns>Null where the text is no such policy.</returns>
    public static RedrivePolicy? Parse(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            var arn = document.RootElement.GetProperty("deadLetterTargetArn").GetString();
            var count = document.RootElement.GetProperty("maxReceiveCount");
            // Both forms are in use.
            var number = count.ValueKind == JsonValueKind.String ? int.Parse(count.GetString()!, NumberStyles.None, CultureInfo.InvariantCulture) : count.GetInt32();
            return arn is { Length: > 0 } && number is >= 1 and <= 1000 ? new RedrivePolicy(arn, number) : null;
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException or FormatException or OverflowException)
        {
            return null;
        }
    }
}
