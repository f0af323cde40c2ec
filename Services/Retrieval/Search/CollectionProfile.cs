using EventAi.HybridSearch.Fusion;
using EventAi.HybridSearch.Text;

namespace EventAi.Retrieval.Search;

/// <summary>What a sample of the passages says about the collection; the fusion's weight and the language of short queries follow from it.</summary>
/// <param name="AverageTerms">Terms of an average passage, stop words not counted.</param>
/// <param name="PassagesPerDocument">As the passages' places in their documents tell.</param>
/// <param name="Languages">Share of the passages in each language.</param>
/// <param name="Passages">Size of the sample.</param>
/// <param name="Holding">Passages of the sample that hold a term in their text or headings.</param>
public sealed record CollectionProfile(double AverageTerms, double PassagesPerDocument, IReadOnlyDictionary<Language, double> Languages, int Passages, IReadOnlyDictionary<string, int> Holding)
{
    /// <summary>From this share on a language is that of the whole collection.</summary>
    private const double Dominant = 0.9;

    /// <summary>A language that fewer passages speak than this is not asked in without a reason.</summary>
    private const double Present = 0.05;

    public static CollectionProfile Empty { get; } = new(0, 1, new Dictionary<Language, double>(), 0, new Dictionary<string, int>(StringComparer.Ordinal));

    /// <summary>The languages whose stems a query is cut to: the ones asked for, else the collection's.</summary>
    public IReadOnlyList<Language> LanguagesOf(string text, IReadOnlyList<string>? asked)
    {
        if (asked is { Count: > 0 })
        {
            return [.. asked.Select(LanguageCodes.Parse).Distinct()];
        }
        var present = Languages.Where(static entry => entry.Value >= Present).OrderByDescending(static entry => entry.Value).Select(static entry => entry.Key).ToArray();
        if (present.Length > 0 && Languages[present[0]] >= Dominant)
        {
            return [present[0]];
        }
        var spoken = LanguageDetector.Detect(text);
        return present.Length == 0 ? [spoken] : [.. present.Append(spoken).Distinct()];
    }

    /// <summary>Inverse document frequency of a term, as BM25 has it: how much it says.</summary>
    public double Rarity(string term) => Math.Log(1 + ((Passages - Holding.GetValueOrDefault(term) + 0.5) / (Holding.GetValueOrDefault(term) + 0.5)));

    /// <summary>Weight of the words in a hybrid search.</summary>
    /// <param name="spoken">Languages of the query.</param>
    /// <param name="perDocument">Whole documents are ranked, not passages: what is compared is so much longer.</param>
    /// <param name="modelLanguages">ISO codes of the languages that the embedding model was trained on; none means all.</param>
    public double SparseWeight(IReadOnlyList<Language> spoken, bool perDocument, IReadOnlyCollection<string> modelLanguages)
    {
        var known = modelLanguages.Count == 0 || spoken.Any(language => language == Language.Unknown || modelLanguages.Any(code => LanguageCodes.Parse(code) == language));
        return FusionWeight.Suggest(perDocument ? AverageTerms * PassagesPerDocument : AverageTerms, known);
    }
}
