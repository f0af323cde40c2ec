using EventAi.HybridSearch.Text;
using EventAi.Retrieval.Search;

namespace EventAi.Retrieval.Answers;

/// <summary>
/// Whether what an answer rests on speaks of what was asked. Each term of the question weighs as much as it is rare among the passages of
/// the collection, so that "lounge" missing counts for more than "card" being there.
/// </summary>
internal sealed class QuestionCoverage
{
    /// <summary>Words that ask how much or how long and that an answer need not repeat.</summary>
    private static readonly HashSet<string> Asking = new(StringComparer.OrdinalIgnoreCase)
    {
        "long", "much", "many", "often", "far", "big", "large", "soon", "quickly", "fast", "high", "old", "name", "tell", "know", "mean", "happens", "happen", "please", "exactly",
    };

    private readonly (string Word, string Term, double Weight)[] _terms;
    private readonly double _total;

    public QuestionCoverage(TextAnalyzer analyzer, Language language, CollectionProfile profile, string question)
    {
        _terms =
        [
            .. question.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
                .SelectMany(word => analyzer.Terms(word, language).Select(term => (Word: word.Trim('?', '!', '.', ',', ';', ':', '"', '\'', '(', ')'), Term: term)))
                .Where(static entry => !Asking.Contains(entry.Word))
                .DistinctBy(static entry => entry.Term)
                .Select(entry => (entry.Word, entry.Term, profile.Rarity(entry.Term))),
        ];
        _total = _terms.Sum(static term => term.Weight);
        IsStrange = Array.Exists(_terms, term => !profile.Holding.ContainsKey(term.Term));
    }

    /// <summary>The sample of the collection lacks a word of the question.</summary>
    public bool IsStrange { get; }

    /// <summary>Weight of the question's terms that are among these, 0 to 1; 1 for a question without terms.</summary>
    public double Of(IReadOnlySet<string> terms) => _total > 0 ? _terms.Where(term => terms.Contains(term.Term)).Sum(static term => term.Weight) / _total : 1;

    /// <summary>The words of the question that are not among these, those that say most first.</summary>
    public IReadOnlyList<string> Missing(IReadOnlySet<string> terms)
        => [.. _terms.Where(term => !terms.Contains(term.Term)).OrderByDescending(static term => term.Weight).Take(3).Select(static term => term.Word)];
}
