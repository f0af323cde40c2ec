using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using EventAi.Emulators.Aws.S3.State;

namespace EventAi.Emulators.Aws.S3.Notifications;

/// <summary>Messages of S3 (Amazon S3 user guide, "Event message structure", version 2.1).</summary>
internal static class EventMessage
{
    private static readonly JsonWriterOptions Writing = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Test(string bucket, DateTimeOffset time, string requestId) => Write(json =>
    {
        json.WriteString("Service", "Amazon S3");
        json.WriteString("Event", "s3:TestEvent");
        json.WriteString("Time", S3Xml.Time(time));
        json.WriteString("Bucket", bucket);
        json.WriteString("RequestId", requestId);
        json.WriteString("HostId", "eventai");
    });

    /// <summary>MD5 of nothing: what S3 says of a delete marker.</summary>
    public const string EmptyTag = "d41d8cd98f00b204e9800998ecf8427e";

    public static string Create(
        S3Call call, BucketInfo bucket, string configurationId, string eventName, string key, ObjectInfo? info, string? versionId, long sequence, DateTimeOffset time) => Write(json =>
    {
        json.WriteStartArray("Records");
        json.WriteStartObject();
        json.WriteString("eventVersion", IsOfContent(eventName) ? "2.1" : "2.3");
        json.WriteString("eventSource", "aws:s3");
        json.WriteString("awsRegion", bucket.Region);
        json.WriteString("eventTime", S3Xml.Time(time));
        json.WriteString("eventName", eventName);
        WriteIdentity(json, "userIdentity", call.Aws.Signature?.AccessKey ?? "");
        json.WriteStartObject("requestParameters");
        json.WriteString("sourceIPAddress", call.Aws.Http.Connection.RemoteIpAddress?.ToString() ?? "");
        json.WriteEndObject();
        json.WriteStartObject("responseElements");
        json.WriteString("x-amz-request-id", call.Aws.Id);
        json.WriteString("x-amz-id-2", "eventai");
        json.WriteEndObject();
        json.WriteStartObject("s3");
        json.WriteString("s3SchemaVersion", "1.0");
        json.WriteString("configurationId", configurationId);
        json.WriteStartObject("bucket");
        json.WriteString("name", bucket.Name);
        WriteIdentity(json, "ownerIdentity", AwsOptions.AccountId);
        json.WriteString("arn", $"arn:aws:s3:::{bucket.Name}");
        json.WriteEndObject();
        WriteObject(json, key, info, versionId, sequence, IsOfContent(eventName));
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndArray();
    });

    private static void WriteObject(Utf8JsonWriter json, string key, ObjectInfo? info, string? versionId, long sequence, bool isOfContent)
    {
        json.WriteStartObject("object");
        // Keys are form-encoded: a space is a plus.
        json.WriteString("key", AwsUriEncoding.Encode(key, keepSlash: true, plusForSpace: true));
        if (info is not null)
        {
            if (!info.IsDeleteMarker && isOfContent)
            {
                json.WriteNumber("size", info.Size);
            }
            json.WriteString("eTag", info.IsDeleteMarker ? EmptyTag : info.ETag);
        }
        if (versionId is not (null or ObjectInfo.Unversioned))
        {
            json.WriteString("versionId", versionId);
        }
        if (isOfContent)
        {
            json.WriteString("sequencer", sequence.ToString("X18", CultureInfo.InvariantCulture));
        }
        json.WriteEndObject();
    }

    /// <summary>Those of tags, access control lists and restored copies are of a later form, without size and order.</summary>
    private static bool IsOfContent(string eventName) => eventName.StartsWith("ObjectCreated:", StringComparison.Ordinal) || eventName.StartsWith("ObjectRemoved:", StringComparison.Ordinal);

    private static void WriteIdentity(Utf8JsonWriter json, string name, string principal)
    {
        json.WriteStartObject(name);
        json.WriteString("principalId", principal);
        json.WriteEndObject();
    }

    private static string Write(Action<Utf8JsonWriter> members)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using (var json = new Utf8JsonWriter(buffer, Writing))
        {
            json.WriteStartObject();
            members(json);
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
