using EventAi.HybridSearch.Text;
using EventAi.Retrieval.Search;

namespace EventAi.Retrieval.Answers;

/// <summary>
/// Whether what an answer rests on speaks of what was asked. Each term of the question weighs as much as it is rare among the passages of
/// the collection, so that "lounge" missing counts for more than "card" being there.
/// </summary>
internal sealed class QuestionCoverage
{
    private readonly (string Word, string Term, double Weight)[] _terms;
    private readonly double _total;

    public QuestionCoverage(TextAnalyzer analyzer, Language language, CollectionProfile profile, string question)
    {
        _terms =
        [
            .. question.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
                .SelectMany(word => analyzer.Terms(word, language).Select(term => (Word: word.Trim('?', '!', '.', ',', ';', ':', '"', '\'', '(', ')'), Term: term)))
                .DistinctBy(static entry => entry.Term)
                .Select(entry => (entry.Word, entry.Term, profile.Rarity(entry.Term))),
        ];
        _total = _terms.Sum(static term => term.Weight);
    }

    /// <summary>Weight of the question's terms that are among these, 0 to 1; 1 for a question without terms.</summary>
    public double Of(IReadOnlySet<string> terms) => _total > 0 ? _terms.Where(term => terms.Contains(term.Term)).Sum(static term => term.Weight) / _total : 1;

    /// <summary>The words of the question that are not among these, those that say most first.</summary>
    public IReadOnlyList<string> Missing(IReadOnlySet<string> terms)
        => [.. _terms.Where(term => !terms.Contains(term.Term)).OrderByDescending(static term => term.Weight).Take(3).Select(static term => term.Word)];
}
