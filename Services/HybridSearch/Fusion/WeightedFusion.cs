namespace EventAi.HybridSearch.Fusion;

/// <summary>
/// Fuses rankings by their scores: each arm's scores are brought to mean 0 and standard deviation 1 over what that arm found, then summed
/// with the arms' weights. What an arm did not find gets that arm's lowest score. Unlike reciprocal ranks, this keeps how much better the
/// first result is than the tenth, so a weak arm, whose scores hardly differ, cannot push a strong one's aside.
/// </summary>
public static class WeightedFusion
{
    /// <summary>Best first; ties are ordered by the first arm that tells them apart.</summary>
    public static IReadOnlyList<(T Id, double Score)> Fuse<T>(int limit, params IReadOnlyList<WeightedRanking<T>> arms)
        where T : notnull
    {
        ArgumentNullException.ThrowIfNull(arms);
        var fused = new Dictionary<T, double>();
        foreach (var id in arms.SelectMany(static arm => arm.Results).Select(static result => result.Id))
        {
            fused[id] = 0;
        }

        foreach (var arm in arms.Where(static arm => arm.Results.Count > 0 && arm.Weight != 0))
        {
            var scores = Standardized(arm.Results);
            var lowest = scores.Values.Min();
            foreach (var id in fused.Keys)
            {
                fused[id] += arm.Weight * scores.GetValueOrDefault(id, lowest);
            }
        }

        return [.. fused.OrderByDescending(static entry => entry.Value).Take(limit).Select(static entry => (entry.Key, entry.Value))];
    }

    private static Dictionary<T, double> Standardized<T>(IReadOnlyList<(T Id, double Score)> results)
        where T : notnull
    {
        var mean = results.Average(static result => result.Score);
        var deviation = Math.Sqrt(results.Average(result => (result.Score - mean) * (result.Score - mean)));
        var scores = new Dictionary<T, double>(results.Count);
        foreach (var (id, score) in results)
        {
            scores[id] = deviation > 1e-12 ? (score - mean) / deviation : 0;
        }

        return scores;
    }
}
