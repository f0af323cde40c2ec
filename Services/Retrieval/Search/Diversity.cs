using System.Numerics.Tensors;

namespace EventAi.Retrieval.Search;

/// <summary>Maximal marginal relevance (Carbonell and Goldstein, 1998): each next result is relevant and unlike those before it.</summary>
internal static class Diversity
{
    /// <param name="results">Best first.</param>
    /// <param name="vector">Of a result, of length 1; a result without one is like no other.</param>
    /// <param name="diversity">Weight of the difference; relevance, brought to 0 to 1, has the rest.</param>
    /// <param name="depth">So many are picked; the others follow in their order.</param>
    public static SearchResult[] Order(IReadOnlyList<SearchResult> results, Func<SearchResult, ReadOnlyMemory<float>> vector, double diversity, int depth)
    {
        if (results.Count < 2)
        {
            return [.. results];
        }
        var (highest, lowest) = (results.Max(static result => result.Score), results.Min(static result => result.Score));
        var rest = results.Select(result => new Entry(result, vector(result), (result.Score - lowest) / Math.Max(highest - lowest, 1e-9))).ToList();
        var picked = new List<SearchResult>(results.Count);
        while (rest.Count > 0 && picked.Count < depth)
        {
            var best = rest.MaxBy(entry => ((1 - diversity) * entry.Relevance) - (diversity * entry.Likeness))!;
            rest.Remove(best);
            picked.Add(best.Result);
            foreach (var entry in rest)
            {
                entry.Likeness = Math.Max(entry.Likeness, Cosine(best.Vector.Span, entry.Vector.Span));
            }
        }
        return [.. picked, .. rest.Select(static entry => entry.Result)];
    }

    private static double Cosine(ReadOnlySpan<float> first, ReadOnlySpan<float> second)
        => first.IsEmpty || second.IsEmpty ? 0 : TensorPrimitives.CosineSimilarity(first, second);

    private sealed class Entry(SearchResult result, ReadOnlyMemory<float> vector, double relevance)
    {
        public SearchResult Result { get; } = result;

        public ReadOnlyMemory<float> Vector { get; } = vector;

        public double Relevance { get; } = relevance;

        public double Likeness { get; set; }
    }
}
