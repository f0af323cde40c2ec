using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace EventAi.Contracts;

/// <summary>A document's bytes are in object storage and wait to be parsed.</summary>
public sealed record DocumentUploaded : IEvent<DocumentUploaded>
{
    /// <summary>The tenant of documents whose uploader named none.</summary>
    public const string DefaultTenant = "default";

    public static string Topic => Topics.DocumentsUploaded;
    public static string EventType => "eventai.document.uploaded.v1";
    public static JsonTypeInfo<DocumentUploaded> JsonTypeInfo => ContractsJson.Default.DocumentUploaded;

    public required Guid EventId { get; init; }
    public required DateTimeOffset Timestamp { get; init; }
    [Length(1, 256)]
    public required string DocumentId { get; init; }

    /// <summary>Grows with every new content of the same document.</summary>
    [Range(1, long.MaxValue)]
    public required long Version { get; init; }

    [Length(1, 63)]
    public required string Bucket { get; init; }

    /// <summary>Key of the object in <see cref="Bucket"/>.</summary>
    [Length(1, 1024)]
    public required string ObjectKey { get; init; }

    [Length(1, 1024)]
    public required string FileName { get; init; }

    /// <summary>Media type, for example <c>text/markdown</c>.</summary>
    [Length(3, 255)]
    public required string ContentType { get; init; }

    /// <summary>Bytes.</summary>
    [Range(1, 52_428_800)]
    public required long Size { get; init; }

    /// <summary>SHA-256 of the bytes, lower-case hexadecimal.</summary>
    [Length(64, 64)]
    public required string ContentHash { get; init; }

    /// <summary>Whose document it is.</summary>
    [Length(1, 64)]
    public string Tenant { get; init => field = value ?? DefaultTenant; } = DefaultTenant;

    /// <summary>Where it came from, as its uploader named it, else <c>api</c>, <c>s3</c>, <c>url</c> or <c>folder</c>.</summary>
    [Length(0, 256)]
    public string Source { get; init => field = value ?? ""; } = "";

    /// <summary>As its uploader gave them, lower case.</summary>
    [Length(0, 32)]
    public IReadOnlyList<string> Tags { get; init => field = value ?? []; } = [];

    /// <summary>As its uploader gave it.</summary>
    public DateTimeOffset? PublishedAt { get; init; }

    [JsonIgnore]
    public string Key => DocumentId;
}
