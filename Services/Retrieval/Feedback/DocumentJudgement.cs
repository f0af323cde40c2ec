namespace EventAi.Retrieval.Feedback;

/// <summary>How relevant a document is to a question.</summary>
/// <param name="DocumentId">The document.</param>
/// <param name="Grade">0 (not at all) to 3.</param>
public sealed record DocumentJudgement(string? DocumentId, int Grade);
