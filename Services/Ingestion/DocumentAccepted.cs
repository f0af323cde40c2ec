namespace EventAi.Ingestion;

/// <summary>Answer to an upload.</summary>
/// <param name="DocumentId">Ask for its state under <c>/documents/{id}</c>.</param>
/// <param name="Version">The version this content has.</param>
/// <param name="TraceId">W3C trace id of all that follows.</param>
internal sealed record DocumentAccepted(string DocumentId, long Version, string? TraceId);
