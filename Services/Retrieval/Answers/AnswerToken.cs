namespace EventAi.Retrieval.Answers;

/// <summary>The next piece of an answer's text.</summary>
public sealed record AnswerToken(string Text) : AnswerPart;
