namespace EventAi.Retrieval.Answers;

/// <summary>Why a question was not answered.</summary>
/// <param name="Code"><c>no_documents</c>, <c>not_in_context</c>, <c>unsupported</c> or <c>unsafe</c>.</param>
/// <param name="Reason">One sentence for the user.</param>
public sealed record Refusal(string Code, string Reason)
{
    public static Refusal NoDocuments { get; } = new("no_documents", "No document was found that speaks of this.");

    public static Refusal NotInContext { get; } = new("not_in_context", "The passages that were found do not hold the answer.");

    public static Refusal Unsupported { get; } = new("unsupported", "The model's answer is not backed by the passages that were found.");

    public static Refusal Unsafe { get; } = new("unsafe", "The model's answer was held back because it broke the rules for answers.");

    /// <summary>Parts of the question that no passage speaks of.</summary>
    public static Refusal Missing(IReadOnlyList<string> words) => NotInContext with { Reason = $"The passages that were found do not speak of: {string.Join(", ", words)}." };

    public string Answer => $"I do not know: {char.ToLowerInvariant(Reason[0])}{Reason[1..]}";
}
