using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace EventAi.Contracts;

/// <summary>A stage gave a document up.</summary>
public sealed record DocumentFailed : IEvent<DocumentFailed>
{
    public static string Topic => Topics.DocumentsFailed;
    public static string EventType => "eventai.document.failed.v1";
    public static JsonTypeInfo<DocumentFailed> JsonTypeInfo => ContractsJson.Default.DocumentFailed;

    public required Guid EventId { get; init; }
    public required DateTimeOffset Timestamp { get; init; }
    [Length(1, 256)]
    public required string DocumentId { get; init; }

    /// <summary>Grows with every new content of the same document.</summary>
    [Range(1, long.MaxValue)]
    public required long Version { get; init; }

    /// <summary>The stage that failed: <c>parse</c>, <c>chunk</c>, <c>embed</c> or <c>index</c>.</summary>
    [Length(1, 64)]
    public required string Stage { get; init; }

    [Length(1, 4096)]
    public required string Reason { get; init; }

    [JsonIgnore]
    public string Key => DocumentId;
}
