using System.Text.Json.Serialization;

namespace EventAi.Ingestion.Status;

/// <summary>How far a document's version has come: in this order, or <see cref="Failed"/> from any of them; <see cref="Deleted"/> is the end.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<DocumentState>))]
public enum DocumentState
{
    Uploaded,
    Chunked,

    /// <summary>Every chunk is written with its vectors, and not yet visible to searches.</summary>
    Embedded,
    Indexed,
    Failed,
    Deleted,
}
