using EventAi.HybridSearch.Text;
using Document = EventAi.Bench.Retrieval.Collections.Document;

namespace EventAi.Bench.Retrieval.Search;

/// <summary>One language for a collection where nearly all its documents share it: what a short query is in cannot be told from the query.</summary>
internal static class CollectionLanguage
{
    private const int Sample = 1000;
    private const double NearlyAll = 0.8;

    public static Language? Of(IReadOnlyList<Document> documents)
    {
        var step = Math.Max(1, documents.Count / Sample);
        var detected = documents.Where((_, index) => index % step == 0).Select(static document => LanguageDetector.Detect(document.Content))
            .Where(static language => language != Language.Unknown).ToArray();
        var commonest = detected.GroupBy(static language => language).MaxBy(static group => group.Count());
        return commonest is not null && commonest.Count() >= NearlyAll * detected.Length ? commonest.Key : null;
    }
}
