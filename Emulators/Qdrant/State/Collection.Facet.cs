namespace EventAi.Emulators.Qdrant.State;

/// <content>Counting the values of a field.</content>
internal sealed partial class Collection
{
    /// <summary>The most frequent values among the points that pass, and how many points hold each.</summary>
    public IReadOnlyList<(PayloadScalar Value, int Points)> Facet(string key, PointFilter? filter, int limit)
    {
        var path = PayloadPath.Parse(key);
        return Read<IReadOnlyList<(PayloadScalar, int)>>(points =>
        {
            if (points.Index(path.Text) is not { HasLookup: true } index)
            {
                throw StoreException.BadInput(
                    $"No appropriate index for faceting: `{key}`. Please create one to facet on this field. Check https://qdrant.tech/documentation/concepts/indexing/#payload-index to see which payload schemas support Match conditions");
            }
            var counts = filter is null ? index.Counts : Counted(points, index, filter);
            return [.. counts.OrderByDescending(count => count.Points).ThenBy(count => count.Value.Bits).ThenBy(count => count.Value.Text, StringComparer.Ordinal).Take(limit)];
        });
    }

    private static IEnumerable<(PayloadScalar Value, int Points)> Counted(PointTable points, FieldIndex index, PointFilter filter)
    {
        var counts = new Dictionary<PayloadScalar, int>();
        foreach (var slot in points.Matching(filter))
        {
            foreach (var value in index.Scalars(points.Payload(slot)).Distinct())
            {
                counts[value] = counts.GetValueOrDefault(value) + 1;
            }
        }
        return counts.Select(pair => (pair.Key, pair.Value));
    }
}
