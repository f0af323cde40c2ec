namespace EventAi.Emulators.Qdrant.State;

/// <content>Queries whose results are grouped by a payload value.</content>
internal sealed partial class Collection
{
    /// <summary>The groups with the best points, best first; a point with several values is in several groups.</summary>
    public IReadOnlyList<PointGroup> QueryGroups(QueryPlan plan, PayloadPath groupBy, int groupSize, VectorSelection vectors)
    {
        var resolved = VectorResolver.Resolve(plan) with
        {
            Filter = PointFilter.Both(plan.Filter, new PointFilter([], [], [new IsEmpty(groupBy)], [], 0)),
        };
        return Read(points =>
        {
            // A few more hits than the groups can hold are often enough; where some groups take them all, more are fetched.
            for (var wanted = Math.Max(64L, 2L * plan.Limit * groupSize); ; wanted *= 4)
            {
                var hits = new QueryRun(points, Parameters).Run(resolved with { Limit = (int)Math.Min(wanted, points.Count + 1) });
                var groups = Grouped(points, hits, groupBy, groupSize);
                if (hits.Count < wanted || (groups.Count >= plan.Limit && groups.Take(plan.Limit).All(group => group.Hits.Count == groupSize)))
                {
                    return (IReadOnlyList<PointGroup>)[.. groups.Take(plan.Limit)
                        .Select(group => new PointGroup(group.Key, group.Hits.ConvertAll(hit => Record(points, hit.Slot, vectors, hit.Score, hit.Order))))];
                }
            }
        });
    }

    private static List<(PayloadScalar Key, List<Hit> Hits)> Grouped(PointTable points, List<Hit> hits, PayloadPath groupBy, int groupSize)
    {
        var groups = new List<(PayloadScalar Key, List<Hit> Hits)>();
        var places = new Dictionary<PayloadScalar, int>();
        var values = new List<PayloadValue>();
        foreach (var hit in hits)
        {
            values.Clear();
            groupBy.Find(points.Payload(hit.Slot), values);
            var keys = values.SelectMany(value => value.Kind == PayloadKind.List ? value.List : [value])
                .Where(value => value.Kind is PayloadKind.String or PayloadKind.Integer)
                .Select(value => PayloadScalar.TryFrom(value, out var scalar) ? scalar : default);
            foreach (var key in keys.Distinct())
            {
                if (!places.TryGetValue(key, out var place))
                {
                    places[key] = place = groups.Count;
                    groups.Add((key, []));
                }
                if (groups[place].Hits.Count < groupSize)
                {
                    groups[place].Hits.Add(hit);
                }
            }
        }
        return groups;
    }
}
