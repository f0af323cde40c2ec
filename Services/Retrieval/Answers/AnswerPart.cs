namespace EventAi.Retrieval.Answers;

/// <summary>What an answer consists of as it comes: <see cref="AnswerToken"/>s, and at last <see cref="AnswerCompleted"/>.</summary>
public abstract record AnswerPart;
