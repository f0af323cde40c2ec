namespace EventAi.Ingestion.Parsing;

/// <summary>A document's title and its sections, or why there are none.</summary>
public sealed record ParsedDocument(string Title, IReadOnlyList<DocumentSection> Sections)
{
    /// <summary>Set where the bytes are not what their type says, or hold no text.</summary>
    public string? Failure { get; private init; }

    public static ParsedDocument Failed(string reason) => new("", []) { Failure = reason };
}
