using System.Text.RegularExpressions;
using EventAi.HybridSearch.Text;
using EventAi.Ingestion.Parsing;

namespace EventAi.Ingestion.Describing;

/// <summary>
/// The words that a document repeats: counted by stem, without stop words, those in headings and in the title three times; a word that is
/// spread over the sections counts for more than one that fills a single one. Chinese, Japanese and Korean give pairs of characters.
/// </summary>
internal static partial class Keywords
{
    private const int MaxText = 200_000;
    private const int HeadingWeight = 3;
    private const int LeastLength = 3;

    private static readonly TextAnalyzer Analyzer = new();

    public static IReadOnlyList<string> Of(ParsedDocument document, Language language, int limit)
    {
        var terms = new Dictionary<string, Term>(StringComparer.Ordinal);
        var stems = new Dictionary<string, string?>(StringComparer.Ordinal);
        Count(terms, stems, document.Title, language, HeadingWeight, section: -1);
        var length = 0;
        for (var section = 0; section < document.Sections.Count && length < MaxText; section++)
        {
            var text = document.Sections[section].Text;
            text = text.Length <= MaxText - length ? text : text[..(MaxText - length)];
            length += text.Length;
            Count(terms, stems, document.Sections[section].TitlePath.Split(" > ")[^1], language, HeadingWeight, section);
            Count(terms, stems, text, language, weight: 1, section);
        }
        return [.. terms.Values.Where(static term => term.Weight > 1)
            .OrderByDescending(static term => term.Weight * Math.Log(2 + term.Sections))
            .ThenBy(static term => term.Spelling, StringComparer.Ordinal)
            .Take(limit).Select(static term => term.Spelling)];
    }

    private static void Count(Dictionary<string, Term> terms, Dictionary<string, string?> stems, string text, Language language, int weight, int section)
    {
        if (language == Language.Cjk)
        {
            foreach (var pair in Analyzer.Terms(text, language).Where(static term => term.EnumerateRunes().Count() == 2 && !char.IsAscii(term[0])))
            {
                Add(terms, pair, pair, weight, section);
            }
            return;
        }
        foreach (Match match in Word().Matches(text))
        {
            var word = match.Value.ToLowerInvariant();
            if (word.Length < LeastLength || word.StartsWith("pii_", StringComparison.Ordinal))
            {
                continue;
            }
            if (!stems.TryGetValue(word, out var stem))
            {
                stems[word] = stem = Analyzer.Terms(word, language) is [var only] ? only : null;
            }
            if (stem is not null)
            {
                Add(terms, stem, word, weight, section);
            }
        }
    }

    private static void Add(Dictionary<string, Term> terms, string stem, string spelling, int weight, int section)
    {
        if (!terms.TryGetValue(stem, out var term))
        {
            terms[stem] = term = new Term(spelling);
        }
        term.Weight += weight;
        term.Sections += term.LastSection == section ? 0 : 1;
        term.LastSection = section;
    }

    [GeneratedRegex(@"\p{L}[\p{L}\p{N}_'’-]*[\p{L}\p{N}]", RegexOptions.None, 5000)]
    private static partial Regex Word();

    private sealed class Term(string spelling)
    {
        /// <summary>As it stood the first time.</summary>
        public string Spelling { get; } = spelling;

        public int Weight { get; set; }

        public int Sections { get; set; }

        public int LastSection { get; set; } = -2;
    }
}
