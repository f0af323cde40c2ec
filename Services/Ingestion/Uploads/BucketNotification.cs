using System.Net;
using System.Text.Json;

namespace EventAi.Ingestion.Uploads;

/// <summary>One record of an S3 event message (Amazon S3 user guide, "Event message structure").</summary>
public sealed record BucketNotification(string EventName, string Bucket, string Key)
{
    public bool IsUpload => EventName.StartsWith("ObjectCreated:", StringComparison.Ordinal);

    /// <summary>The records of a message; the test message that S3 sends when a notification is set up has none.</summary>
    /// <exception cref="JsonException">The text is not such a message.</exception>
    public static IReadOnlyList<BucketNotification> Parse(string message)
    {
        using var json = JsonDocument.Parse(message);
        if (json.RootElement.ValueKind == JsonValueKind.Object && json.RootElement.TryGetProperty("Event", out var test) && test.ValueEquals("s3:TestEvent"))
        {
            return [];
        }
        try
        {
            return [.. json.RootElement.GetProperty("Records").EnumerateArray().Select(static record => new BucketNotification(
                record.GetProperty("eventName").GetString()!,
                record.GetProperty("s3").GetProperty("bucket").GetProperty("name").GetString()!,
                // Keys travel form-encoded: a space is a plus.
                WebUtility.UrlDecode(record.GetProperty("s3").GetProperty("object").GetProperty("key").GetString()!)))];
        }
        catch (Exception exception) when (exception is KeyNotFoundException or InvalidOperationException)
        {
            throw new JsonException($"The message has not the shape of a bucket notification: {exception.Message}", exception);
        }
    }
}
