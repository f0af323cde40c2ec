using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace EventAi.Contracts;

/// <summary>A document is to disappear: its points up to and with <see cref="Version"/> are removed.</summary>
public sealed record DocumentDeleted : IEvent<DocumentDeleted>
{
    public static string Topic => Topics.DocumentsDeleted;
    public static string EventType => "eventai.document.deleted.v1";
    public static JsonTypeInfo<DocumentDeleted> JsonTypeInfo => ContractsJson.Default.DocumentDeleted;

    public required Guid EventId { get; init; }
    public required DateTimeOffset Timestamp { get; init; }
    [Length(1, 256)]
    public required string DocumentId { get; init; }

    /// <summary>Grows with every new content of the same document.</summary>
    [Range(1, long.MaxValue)]
    public required long Version { get; init; }

    /// <summary>Whose document it was.</summary>
    [Length(1, 64)]
    public string Tenant { get; init => field = value ?? DocumentUploaded.DefaultTenant; } = DocumentUploaded.DefaultTenant;

    [JsonIgnore]
    public string Key => DocumentId;
}
