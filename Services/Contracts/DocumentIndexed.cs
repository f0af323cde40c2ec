using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace EventAi.Contracts;

/// <summary>Every chunk of a document's version can be found by search; older versions no longer can. What was remembered of the document's chunks (caches) is out of date.</summary>
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

    /// <summary>Whose document it is.</summary>
    [Length(1, 64)]
    public string Tenant { get; init => field = value ?? DocumentUploaded.DefaultTenant; } = DocumentUploaded.DefaultTenant;

    [JsonIgnore]
    public string Key => DocumentId;
}
