using EventAi.Ingestion.Parsing;

namespace EventAi.Ingestion;

/// <summary>A document's content as it may leave this service.</summary>
/// <param name="Document">Parsed, without personal data; or with the reason why it cannot be read.</param>
/// <param name="PersonalData">Kinds of personal data that were replaced.</param>
/// <param name="Language">ISO 639-1; empty where it cannot be told.</param>
/// <param name="Tags">Those of the upload, then those that stand in the document; at most 32.</param>
/// <param name="PublishedAt">As the upload says, else as the document says.</param>
public sealed record DocumentContent(ParsedDocument Document, IReadOnlyList<string> PersonalData, string Language, IReadOnlyList<string> Tags, DateTimeOffset? PublishedAt);
