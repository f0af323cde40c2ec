namespace EventAi.Contracts;

/// <summary>How relevant a document is to a question.</summary>
public sealed record RatedDocument
{
    public required string DocumentId { get; init; }

    /// <summary>0 (not at all) to 3.</summary>
    public required int Grade { get; init; }
}
