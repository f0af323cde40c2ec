namespace EventAi.Emulators.Qdrant.State.Querying;

/// <summary>Maximal marginal relevance: one hit after another, each the best of what is near the target and unlike those before it.</summary>
internal static class Diversity
{
    public static List<Hit> Select(VectorStore store, Scorer relevance, List<Hit> candidates, float lambda, int limit)
    {
        if (candidates.Count < 2)
        {
            return candidates;
        }
        var relevances = candidates.ConvertAll(hit => relevance.Score(hit.Slot));
        var likeness = new float[candidates.Count];
        Array.Fill(likeness, float.NegativeInfinity);
        var remaining = Enumerable.Range(0, candidates.Count).ToList();
        var selected = new List<Hit>();
        while (selected.Count < limit && remaining.Count > 0)
        {
            var best = selected.Count == 0
                ? remaining.MaxBy(index => relevances[index])
                : remaining.MaxBy(index => (lambda * relevances[index]) - ((1 - lambda) * likeness[index]));
            selected.Add(candidates[best]);
            remaining.Remove(best);
            var similarity = store.Compare(store.Get(candidates[best].Slot));
            foreach (var index in remaining)
            {
                likeness[index] = MathF.Max(likeness[index], similarity.Score(candidates[index].Slot));
            }
        }
        return selected;
    }
}
