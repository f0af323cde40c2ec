namespace EventAi.Retrieval.Answers;

/// <summary>The whole answer; nothing follows.</summary>
public sealed record AnswerCompleted(AskResponse Response) : AnswerPart;
