using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace EventAi.Contracts;

/// <summary>Every chunk of a document's version can be found by search; older versions no longer can.</summary>
public sealed record DocumentIndexed : IEvent<DocumentIndexed>
{
    public static string Topic => Topics.DocumentsIndexed;
    public static string EventType => "eventai.document.indexed.v1";
    public static JsonTypeInfo<DocumentIndexed> JsonTypeInfo => ContractsJson.Default.DocumentIndexed;

    public required Guid EventId { get; init; }
    public required DateTimeOffset Timestamp { get; init; }
    [Length(1, 256)]
    public required string DocumentId { get; init; }

    /// <summary>Grows with every new content of the same document.</summary>
    [Range(1, long.MaxValue)]
    public required long Version { get; init; }

    [Range(1, 1_000_000)]
    public required int Chunks { get; init; }

    [Length(1, 256)]
    public required string ModelId { get; init; }

    [Length(1, 256)]
    public required string ModelVersion { get; init; }

    [JsonIgnore]
    public string Key => DocumentId;
}
