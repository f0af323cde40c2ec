using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace EventAi.Contracts;

/// <summary>A batch of a document's chunks, in order; the batches of one version add up to <see cref="TotalChunks"/>.</summary>
public sealed record DocumentChunked : IEvent<DocumentChunked>
{
    public static string Topic => Topics.DocumentsChunked;
    public static string EventType => "eventai.document.chunked.v1";
    public static JsonTypeInfo<DocumentChunked> JsonTypeInfo => ContractsJson.Default.DocumentChunked;

    public required Guid EventId { get; init; }
    public required DateTimeOffset Timestamp { get; init; }
    [Length(1, 256)]
    public required string DocumentId { get; init; }

    /// <summary>Grows with every new content of the same document.</summary>
    [Range(1, long.MaxValue)]
    public required long Version { get; init; }

    [Length(1, 1024)]
    public required string Title { get; init; }

    /// <summary>Chunks in all batches of this version.</summary>
    [Range(1, 1_000_000)]
    public required int TotalChunks { get; init; }

    [Length(1, 256)]
    public required IReadOnlyList<DocumentChunk> Chunks { get; init; }

    /// <summary>Whose document it is.</summary>
    [Length(1, 64)]
    public string Tenant { get; init => field = value ?? DocumentUploaded.DefaultTenant; } = DocumentUploaded.DefaultTenant;

    /// <summary>Where it came from, as its uploader named it, else <c>api</c>, <c>s3</c>, <c>url</c> or <c>folder</c>.</summary>
    [Length(0, 256)]
    public string Source { get; init => field = value ?? ""; } = "";

    /// <summary>As its uploader gave them, lower case.</summary>
    [Length(0, 32)]
    public IReadOnlyList<string> Tags { get; init => field = value ?? []; } = [];

    /// <summary>As its uploader gave it.</summary>
    public DateTimeOffset? PublishedAt { get; init; }

    /// <summary>ISO 639-1; empty where it is not known.</summary>
    [Length(0, 8)]
    public string Language { get; init => field = value ?? ""; } = "";

    [JsonIgnore]
    public string Key => DocumentId;
}
