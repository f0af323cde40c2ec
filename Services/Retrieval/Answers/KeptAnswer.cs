namespace EventAi.Retrieval.Answers;

/// <summary>An answer in the cache.</summary>
/// <param name="Question">What was asked.</param>
/// <param name="Answer">What was answered.</param>
/// <param name="Refusal">Why nothing was.</param>
/// <param name="Citations">What the answer rests on.</param>
/// <param name="PromptTokens">That it took, and would take again.</param>
/// <param name="AnswerTokens">Likewise.</param>
/// <param name="Context">Hashes of the terms of all passages that were read for it: a word that tells two things apart there tells two questions apart.</param>
public sealed record KeptAnswer(
    string Question, string Answer, Refusal? Refusal, IReadOnlyList<Citation> Citations, long PromptTokens, long AnswerTokens, IReadOnlyList<uint> Context);
