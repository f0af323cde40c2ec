using EventAi.HybridSearch;
using EventAi.HybridSearch.Text;

namespace EventAi.Retrieval.Search;

/// <summary>
/// A query's terms as a sparse vector. Which language a short query is in can hardly be told, so in a collection of several languages it is
/// cut to the stems of each; a stem that several languages share counts once.
/// </summary>
internal static class QueryTerms
{
    public static SparseVector Encode(Bm25Encoder encoder, string text, IReadOnlyList<Language> languages)
    {
        if (languages.Count == 1)
        {
            return encoder.EncodeQuery(text, languages[0]);
        }
        var terms = new SortedDictionary<uint, float>();
        foreach (var vector in languages.Select(language => encoder.EncodeQuery(text, language)))
        {
            for (var i = 0; i < vector.Indices.Length; i++)
            {
                terms[vector.Indices[i]] = Math.Max(terms.GetValueOrDefault(vector.Indices[i]), vector.Values[i]);
            }
        }
        return terms.Count == 0 ? SparseVector.Empty : new SparseVector([.. terms.Keys], [.. terms.Values]);
    }
}
