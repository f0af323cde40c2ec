using System.Text.Json.Serialization;

namespace EventAi.Ingestion.Status;

/// <summary>How far a document's version has come.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<DocumentState>))]
public enum DocumentState
{
    Uploaded,
    Chunked,
    Indexed,
    Failed,
    Deleted,
}
