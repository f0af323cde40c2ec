using System.Globalization;
using System.Text.Json;

namespace EventAi.Emulators.Aws.Sqs.State;

/// <summary>The attribute RedrivePolicy: after so many receives a message goes to another queue.</summary>
internal sealed record RedrivePolicy(string DeadLetterTargetArn, int MaxReceiveCount)
{
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
