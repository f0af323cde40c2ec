using System.Text.Json.Serialization;

namespace EventAi.Ingestion.Uploads;

/// <summary>What became of one uploaded document.</summary>
/// <param name="DocumentId">Ask for its state under <c>/documents/{id}</c>.</param>
/// <param name="Version">The version this content has; 0 where it was refused.</param>
/// <param name="Unchanged">The content is known: nothing is done again.</param>
/// <param name="TraceId">W3C trace id of all that follows.</param>
/// <param name="Status">HTTP status of this document.</param>
/// <param name="Problem">Why it was refused.</param>
public sealed record UploadResult(string DocumentId, long Version, bool Unchanged, string? TraceId, [property: JsonIgnore] int Status, string? Problem)
{
    public static UploadResult Refused(string id, int status, string problem) => new(id, 0, Unchanged: false, TraceId: null, status, problem);
}
