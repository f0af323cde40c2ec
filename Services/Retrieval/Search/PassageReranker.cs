namespace EventAi.Retrieval.Search;

/// <summary>
/// Orders the first results anew by what a bag of words does not see: how much of the query stands close together. A passage's part is the
/// best window's share of the query's words, each weighed by how few of the candidates hold it; words of the headings count with every window.
/// </summary>
internal static class PassageReranker
{
    private const int WindowWords = 24;
    private const int AverageWordLength = 6;

    /// <summary>Weight of the part in the score, where both are brought to mean 0 and deviation 1.</summary>
    private const double Weight = 0.15;

    public static SearchResult[] Order(QueryHighlights highlights, IReadOnlyList<SearchResult> results, int depth)
    {
        var count = Math.Min(depth, results.Count);
        if (count < 2 || highlights.Terms == 0)
        {
            return [.. results];
        }
        var matches = results.Take(count).Select(result => highlights.Matches(result.Text).ToArray()).ToArray();
        var headings = results.Take(count).Select(result => highlights.Matches($"{result.Title} {result.TitlePath}").Select(static match => match.Term).ToHashSet()).ToArray();
        var rarity = Rarity(highlights.Terms, matches);
        var parts = matches.Select((found, i) => Share(found, headings[i], rarity)).ToArray();
        var combined = Standardized([.. results.Take(count).Select(static result => result.Score)])
            .Zip(Standardized(parts), static (score, part) => ((1 - Weight) * score) + (Weight * part)).ToArray();
        return
        [
            .. Enumerable.Range(0, count).OrderByDescending(i => combined[i]).ThenBy(static i => i)
                .Select(i => results[i] with { Score = combined[i], Scores = results[i].Scores with { Rerank = parts[i] } }),
            .. results.Skip(count),
        ];
    }

    private static double[] Rarity(int terms, IReadOnlyList<(int Term, TextSpan Place)[]> matches)
    {
        var holding = new int[terms];
        foreach (var term in matches.SelectMany(static found => found.Select(static match => match.Term).Distinct()))
        {
            holding[term]++;
        }
        return [.. holding.Select(count => Math.Log(1 + ((matches.Count - count + 0.5) / (count + 0.5))))];
    }

    private static double Share((int Term, TextSpan Place)[] found, HashSet<int> heading, double[] rarity)
    {
        var (all, best) = (rarity.Sum(), heading.Sum(term => rarity[term]) / 2);
        for (var first = 0; first < found.Length; first++)
        {
            var seen = new HashSet<int>(heading);
            var sum = heading.Sum(term => rarity[term]) / 2;
            for (var next = first; next < found.Length && found[next].Place.Start - found[first].Place.Start < WindowWords * AverageWordLength; next++)
            {
                sum += seen.Add(found[next].Term) ? rarity[found[next].Term] : 0;
            }
            best = Math.Max(best, sum);
        }
        return all > 0 ? best / all : 0;
    }

    private static double[] Standardized(double[] values)
    {
        var mean = values.Average();
        var deviation = Math.Sqrt(values.Average(value => (value - mean) * (value - mean)));
        return [.. values.Select(value => deviation > 1e-12 ? (value - mean) / deviation : 0)];
    }
}
