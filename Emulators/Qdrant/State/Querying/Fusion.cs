namespace EventAi.Emulators.Qdrant.State.Querying;

/// <summary>One list of hits out of several (lib/segment: common/reciprocal_rank_fusion.rs, score_fusion.rs).</summary>
internal static class Fusion
{
    public const int DefaultK = 2;

    /// <summary>Each list adds 1 / ((rank + 1) / weight + k - 1) to a hit, ranks from 0.</summary>
    public static List<Hit> ByRanks(PointTable points, IReadOnlyList<List<Hit>> lists, int k, IReadOnlyList<float>? weights)
    {
        if (weights is not null && weights.Count != lists.Count)
        {
            throw StoreException.BadInput(
                $"Validation failed: Number of weights in RRF should match number of pre-fetches: got {weights.Count}, expected {lists.Count}");
        }
        var scores = new Dictionary<int, float>();
        for (var i = 0; i < lists.Count; i++)
        {
            var weight = weights?[i] ?? 1;
            for (var rank = 0; rank < lists[i].Count; rank++)
            {
                var score = weight > 0 ? 1 / (((rank + 1) / weight) + k - 1) : 0;
                scores[lists[i][rank].Slot] = scores.GetValueOrDefault(lists[i][rank].Slot) + score;
            }
        }
        return Sorted(points, scores);
    }

    public static List<Hit> ByScores(PointTable points, IReadOnlyList<List<Hit>> lists)
    {
        var scores = new Dictionary<int, float>();
        foreach (var list in lists)
        {
            var (low, high) = Extremes(list);
            foreach (var hit in list)
            {
                scores[hit.Slot] = scores.GetValueOrDefault(hit.Slot) + (low < high ? (hit.Score - low) / (high - low) : 0.5f);
            }
        }
        return Sorted(points, scores);
    }

    private static (float Low, float High) Extremes(List<Hit> hits)
    {
        if (hits.Count < 2)
        {
            return (0, 0);
        }
        float mean = 0, aggregate = 0;
        for (var i = 0; i < hits.Count; i++)
        {
            var before = hits[i].Score - mean;
            mean += before / (i + 1);
            aggregate += before * (hits[i].Score - mean);
        }
        var deviation = MathF.Sqrt(aggregate / (hits.Count - 1));
        return (mean - (3 * deviation), mean + (3 * deviation));
    }

    private static List<Hit> Sorted(PointTable points, Dictionary<int, float> scores)
        => [.. scores.Select(pair => new Hit(pair.Key, pair.Value)).OrderByDescending(hit => hit.Score).ThenBy(hit => points.Id(hit.Slot))];
}
