namespace EventAi.Retrieval;

/// <summary>An answer with its evidence.</summary>
/// <param name="Answer">Text with citations like <c>[1]</c>.</param>
/// <param name="Answered">False where the documents do not hold the answer.</param>
/// <param name="Citations">The passages that the answer cites.</param>
/// <param name="Model">The model that answered.</param>
/// <param name="TraceId">W3C trace id of the answer.</param>
public sealed record AskResponse(string Answer, bool Answered, IReadOnlyList<Citation> Citations, string Model, string? TraceId);
