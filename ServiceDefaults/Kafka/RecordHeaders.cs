using System.Diagnostics;
using System.Text;
using Confluent.Kafka;

namespace EventAi.ServiceDefaults.Kafka;

/// <summary>
/// Header names and their values: CloudEvents 1.0 in Kafka's binary mode (<c>ce_</c> prefix; CloudEvents Kafka protocol binding 3.2),
/// W3C trace context, and those a dead letter carries.
/// </summary>
public static class RecordHeaders
{
    public const string Id = "ce_id";
    public const string Type = "ce_type";
    public const string Source = "ce_source";
    public const string Time = "ce_time";
    public const string SpecVersion = "ce_specversion";
    public const string Subject = "ce_subject";
    public const string DataSchema = "ce_dataschema";
    public const string ContentType = "content-type";
    public const string TraceParent = "traceparent";
    public const string TraceState = "tracestate";

    public const string DeadError = "eventai-error";
    public const string DeadStage = "eventai-stage";
    public const string DeadAttempts = "eventai-attempts";
    public const string DeadFirstFailure = "eventai-first-failure";
    public const string DeadSource = "eventai-source";

    public static string? Read(Headers? headers, string name)
        => headers is not null && headers.TryGetLastBytes(name, out var value) && value is not null ? Encoding.UTF8.GetString(value) : null;

    public static void Write(Headers headers, string name, string value) => headers.Add(name, Encoding.UTF8.GetBytes(value));

    /// <summary>The producer's span, or the default where the record carries none.</summary>
    public static ActivityContext ReadTrace(Headers? headers)
        => ActivityContext.TryParse(Read(headers, TraceParent), Read(headers, TraceState), isRemote: true, out var context) ? context : default;

    public static void WriteTrace(Headers headers, ActivityContext context)
    {
        if (context.TraceId == default)
        {
            return;
        }
        var flags = context.TraceFlags.HasFlag(ActivityTraceFlags.Recorded) ? "01" : "00";
        Write(headers, TraceParent, $"00-{context.TraceId.ToHexString()}-{context.SpanId.ToHexString()}-{flags}");
        if (!string.IsNullOrEmpty(context.TraceState))
        {
            Write(headers, TraceState, context.TraceState);
        }
    }
}
