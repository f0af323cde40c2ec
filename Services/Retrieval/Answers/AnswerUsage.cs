namespace EventAi.Retrieval.Answers;

/// <summary>What an answer took.</summary>
/// <param name="PromptTokens">As the model counted them, else as estimated; 0 where the model was not asked.</param>
/// <param name="AnswerTokens">Likewise.</param>
/// <param name="ModelMilliseconds">Spent waiting for models: the embedding of the question and the answer.</param>
/// <param name="SearchMilliseconds">Spent searching.</param>
/// <param name="TotalMilliseconds">From the request to the last word.</param>
public sealed record AnswerUsage(long PromptTokens, long AnswerTokens, double ModelMilliseconds, double SearchMilliseconds, double TotalMilliseconds)
{
    public static AnswerUsage None { get; } = new(0, 0, 0, 0, 0);
}
