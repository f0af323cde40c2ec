namespace EventAi.Ingestion.Uploads;

/// <summary>Query parameters of an upload, all optional but <paramref name="Id"/> for a raw body.</summary>
/// <param name="Id">The document's name: a path with the file's extension.</param>
/// <param name="Prefix">Put before the file names of a form.</param>
/// <param name="Tenant">Whose document it is.</param>
/// <param name="Source">Where it comes from.</param>
/// <param name="Tags">Apart by commas.</param>
/// <param name="PublishedAt">A day or a time (RFC 3339).</param>
internal sealed record UploadParameters(string? Id, string? Prefix, string? Tenant, string? Source, string? Tags, string? PublishedAt);
