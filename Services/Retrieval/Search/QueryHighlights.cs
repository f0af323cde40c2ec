using EventAi.HybridSearch.Text;

namespace EventAi.Retrieval.Search;

/// <summary>The words of one query, to be found in passages. Not thread-safe: it remembers the words that it has met.</summary>
internal sealed class QueryHighlights
{
    private const int MaxSentences = 3;

    private readonly TextAnalyzer _analyzer;
    private readonly IReadOnlyList<Language> _languages;
    private readonly Dictionary<string, int> _terms = new(StringComparer.Ordinal);
    private readonly HashSet<char> _initials = [];
    private readonly Dictionary<string, int> _met = new(StringComparer.Ordinal);

    public QueryHighlights(TextAnalyzer analyzer, string query, IReadOnlyList<Language> languages)
    {
        (_analyzer, _languages) = (analyzer, languages);
        foreach (var term in languages.SelectMany(language => analyzer.Terms(query, language)))
        {
            _terms.TryAdd(term, _terms.Count);
            _initials.Add(term[0]);
        }
    }

    /// <summary>Different words (stems) of the query, stop words not counted.</summary>
    public int Terms => _terms.Count;

    /// <summary>The words of the query in a text: which term, and where.</summary>
    public IEnumerable<(int Term, TextSpan Place)> Matches(string text)
    {
        var start = -1;
        for (var i = 0; i <= text.Length; i++)
        {
            if (i < text.Length && IsIdeographic(text[i]))
            {
                if (i + 1 < text.Length && _terms.TryGetValue(text.Substring(i, 2), out var pair))
                {
                    yield return (pair, new TextSpan(i, 2));
                }
                start = -1;
            }
            else if (i < text.Length && IsPartOfWord(text, i, start))
            {
                start = start < 0 ? i : start;
            }
            else if (start >= 0)
            {
                if (TermOf(text.AsSpan(start, i - start)) is >= 0 and var term)
                {
                    yield return (term, new TextSpan(start, i - start));
                }
                start = -1;
            }
        }
    }

    /// <summary>The sentences of a result that hold most of the query's words, in their order in the text.</summary>
    public IReadOnlyList<SearchHighlight> Of(SearchResult result)
    {
        if (_terms.Count == 0)
        {
            return [];
        }
        var matches = Matches(result.Text).ToArray();
        return
        [
            .. Sentences.Of(result.Text)
                .Select(sentence => (Sentence: sentence, Marks: matches.Where(match => match.Place.Start >= sentence.Start && match.Place.Start < sentence.Start + sentence.Length).ToArray()))
                .Where(static entry => entry.Marks.Length > 0)
                .OrderByDescending(static entry => entry.Marks.DistinctBy(static mark => mark.Term).Count())
                .Take(MaxSentences)
                .OrderBy(static entry => entry.Sentence.Start)
                .Select(entry => new SearchHighlight(
                    result.Text.Substring(entry.Sentence.Start, entry.Sentence.Length),
                    result.Offset + entry.Sentence.Start,
                    [.. entry.Marks.Select(mark => new TextSpan(mark.Place.Start - entry.Sentence.Start, mark.Place.Length))])),
        ];
    }

    /// <summary>Letters and digits; an apostrophe or a point only between two of them, as the index cuts words.</summary>
    private static bool IsPartOfWord(string text, int i, int start)
        => char.IsLetterOrDigit(text[i]) || char.IsSurrogate(text[i])
            || (start >= 0 && text[i] is '\'' or '’' or '.' && i + 1 < text.Length && char.IsLetterOrDigit(text[i + 1]));

    private static bool IsIdeographic(char character)
        => character is (>= '\u3041' and <= '\u30ff') or (>= '\u3400' and <= '\u4dbf') or (>= '\u4e00' and <= '\u9fff') or (>= '\uac00' and <= '\ud7af');

    private int TermOf(ReadOnlySpan<char> word)
    {
        // A stem begins as its word does, but for accents.
        if (char.IsAscii(word[0]) && !_initials.Contains(char.ToLowerInvariant(word[0])))
        {
            return -1;
        }
        var met = _met.GetAlternateLookup<ReadOnlySpan<char>>();
        if (!met.TryGetValue(word, out var term))
        {
            met[word] = term = Stemmed(word.ToString());
        }
        return term;
    }

    private int Stemmed(string word)
    {
        foreach (var language in _languages)
        {
            foreach (var term in _analyzer.Terms(word, language))
            {
                if (_terms.TryGetValue(term, out var number))
                {
                    return number;
                }
            }
        }
        return -1;
    }
}
