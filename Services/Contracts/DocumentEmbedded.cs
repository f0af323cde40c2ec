using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace EventAi.Contracts;

/// <summary>Every chunk of a document's version is written with its vectors; searches find them from <see cref="DocumentIndexed"/> on.</summary>
public sealed record DocumentEmbedded : IEvent<DocumentEmbedded>
{
    public static string Topic => Topics.DocumentsEmbedded;
    public static string EventType => "eventai.document.embedded.v1";
    public static JsonTypeInfo<DocumentEmbedded> JsonTypeInfo => ContractsJson.Default.DocumentEmbedded;

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
