namespace EventAi.Retrieval.Feedback;

/// <summary>What is remembered of an answer until someone judges it.</summary>
/// <param name="Question">Without personal data.</param>
/// <param name="Cited">Documents that the answer cites, the first first.</param>
public sealed record AskedAnswer(string Question, IReadOnlyList<string> Cited, bool Answered, string Model, string? ConversationId);
