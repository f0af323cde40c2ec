using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace EventAi.Contracts;

/// <summary>What a document's version is about; becomes payload of its chunks. Holds no personal data, only which kinds of it the document holds.</summary>
public sealed record DocumentDescribed : IEvent<DocumentDescribed>
{
    public static string Topic => Topics.DocumentsDescribed;
    public static string EventType => "eventai.document.described.v1";
    public static JsonTypeInfo<DocumentDescribed> JsonTypeInfo => ContractsJson.Default.DocumentDescribed;

    public required Guid EventId { get; init; }
    public required DateTimeOffset Timestamp { get; init; }
    [Length(1, 256)]
    public required string DocumentId { get; init; }

    /// <summary>Grows with every new content of the same document.</summary>
    [Range(1, long.MaxValue)]
    public required long Version { get; init; }

    [Length(1, 1024)]
    public required string Title { get; init; }

    /// <summary>ISO 639-1; empty where it is not known.</summary>
    [Length(0, 8)]
    public required string Language { get; init; }

    /// <summary>Lower case, the most telling first.</summary>
    [Length(0, 32)]
    public required IReadOnlyList<string> Keywords { get; init; }

    /// <summary>Days that the text names, ISO 8601 (<c>2026-11-21</c>), each once, in their order in the text.</summary>
    [Length(0, 64)]
    public required IReadOnlyList<string> Dates { get; init; }

    /// <summary>Kinds of personal data that were found: <c>email</c>, <c>phone</c>, <c>iban</c>, <c>card</c>, <c>national-id</c>.</summary>
    [Length(0, 16)]
    public required IReadOnlyList<string> PersonalData { get; init; }

    /// <summary>The uploader's and the document's own, lower case.</summary>
    [Length(0, 64)]
    public IReadOnlyList<string> Tags { get; init => field = value ?? []; } = [];

    /// <summary>When the document says that it was published; null where it does not.</summary>
    public DateTimeOffset? PublishedAt { get; init; }

    [JsonIgnore]
    public string Key => DocumentId;
}
