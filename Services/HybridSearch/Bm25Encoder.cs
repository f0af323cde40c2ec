using System.Text;
using EventAi.HybridSearch.Text;

namespace EventAi.HybridSearch;

/// <summary>
/// BM25 as sparse vectors: a text's components hold the saturated, length-normalized frequency of its terms, a query's the number of
/// times it names them; the store multiplies by the inverse document frequency (Qdrant's modifier "idf"), so that the dot product is BM25
/// and no text need be encoded anew when others come.
/// </summary>
/// <param name="options">BM25's parameters.</param>
public sealed class Bm25Encoder(Bm25Options options)
{
    private readonly TextAnalyzer analyzer = new();

    /// <summary>The terms of a text in their order, as both kinds of vectors count them.</summary>
    public IReadOnlyList<string> Terms(string text, Language? language = null) => analyzer.Terms(text, language);

    /// <summary>Empty for a text without terms. The language is detected where it is not given.</summary>
    public SparseVector EncodeDocument(string text, Language? language = null)
    {
        var terms = analyzer.Terms(text, language);
        var norm = options.Saturation * (1 - options.LengthNormalization + (options.LengthNormalization * terms.Count / options.AverageLength));
        return Vector(terms, count => count * (options.Saturation + 1) / (count + norm));
    }

    /// <summary>
    /// Empty for a query of stop words only. A short query's language is hard to tell: give the collection's where it is known.
    /// </summary>
    public SparseVector EncodeQuery(string text, Language? language = null) => Vector(analyzer.Terms(text, language), static count => count);

    private static SparseVector Vector(IReadOnlyList<string> terms, Func<double, double> weight)
    {
        var counts = new SortedDictionary<uint, int>();
        foreach (var term in terms)
        {
            var index = IndexOf(term);
            counts[index] = counts.GetValueOrDefault(index) + 1;
        }

        return counts.Count == 0 ? SparseVector.Empty : new SparseVector([.. counts.Keys], [.. counts.Values.Select(count => (float)weight(count))]);
    }

    /// <summary>
    /// A term's index is a hash of its UTF-8 bytes (FNV-1a, 32 bits, with a final mix): the same everywhere and for ever, without a
    /// vocabulary to keep. Of 100,000 terms one or two pairs share an index.
    /// </summary>
    internal static uint IndexOf(string term)
    {
        var hash = 2166136261;
        foreach (var octet in Encoding.UTF8.GetBytes(term))
        {
            hash = (hash ^ octet) * 16777619;
        }

        hash ^= hash >> 16;
        hash *= 0x85ebca6b;
        hash ^= hash >> 13;
        hash *= 0xc2b2ae35;
        return hash ^ (hash >> 16);
    }
}
