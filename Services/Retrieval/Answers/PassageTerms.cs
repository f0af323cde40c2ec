using EventAi.HybridSearch.Text;
using EventAi.Retrieval.Search;

namespace EventAi.Retrieval.Answers;

/// <summary>A passage as sets of terms: whole with its headings, and by sentence.</summary>
internal sealed class PassageTerms
{
    private readonly TextAnalyzer _analyzer;
    private readonly Language _language;

    public PassageTerms(TextAnalyzer analyzer, Language language, SearchResult passage) => (_analyzer, _language, Passage) = (analyzer, language, passage);

    public SearchResult Passage { get; }

    /// <summary>Of text and headings. Most passages are never asked: an answer cites one or two.</summary>
    public HashSet<string> All => field ??= [.. Of($"{Passage.Title} {Passage.TitlePath}"), .. Of(Passage.Text)];

    public IReadOnlyList<(TextSpan Place, HashSet<string> Terms)> Sentences
        => field ??= [.. EventAi.Retrieval.Search.Sentences.Of(Passage.Text).Select(place => (place, Of(Passage.Text.Substring(place.Start, place.Length))))];

    /// <summary>The sentence that has most of the terms, and which share of them.</summary>
    public (TextSpan Place, double Share) Best(HashSet<string> terms)
        => Sentences.Count == 0 ? (new TextSpan(0, Passage.Text.Length), 0)
            : Sentences.Select(sentence => (sentence.Place, Share: Share(terms, sentence.Terms), sentence.Terms.Count))
                .OrderByDescending(static sentence => sentence.Share).ThenBy(static sentence => sentence.Count).Select(static sentence => (sentence.Place, sentence.Share)).First();

    public static double Share(HashSet<string> terms, HashSet<string> within) => terms.Count == 0 ? 0 : (double)terms.Count(within.Contains) / terms.Count;

    private HashSet<string> Of(string text) => [.. _analyzer.Terms(text, _language)];
}
