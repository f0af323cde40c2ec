using EventAi.HybridSearch.Text;

namespace EventAi.Retrieval.Answers;

/// <summary>Where an answer is or will be in the cache.</summary>
/// <param name="Kept">The answer, if it was given before.</param>
/// <param name="Key">Null where the answer is not to be kept.</param>
/// <param name="Generation">Before the search.</param>
/// <param name="Scope">What must be the same for an answer to be given again: documents asked, models.</param>
/// <param name="Language">In which the question is read.</param>
/// <param name="Latest">Number of the latest answer that is kept; null where there is none.</param>
public sealed record AnswerSlot(KeptAnswer? Kept, string? Key, string Generation, string Scope, Language Language, long? Latest)
{
    public static AnswerSlot None { get; } = new(null, null, "", "", Language.Unknown, Latest: null);
}
