namespace EventAi.Emulators.Qdrant.State;

/// <content>Similarities among a sample of points.</content>
internal sealed partial class Collection
{
    /// <summary>For each of some random points the others of the sample that are nearest to it; both as positions in the list of ids.</summary>
    public (IReadOnlyList<PointKey> Ids, IReadOnlyList<(int Row, int Column, float Score)> Pairs) Matrix(PointFilter? filter, int sample, int limit, string vector)
    {
        var parameters = Parameters.Vector(vector);
        return Read<(IReadOnlyList<PointKey>, IReadOnlyList<(int, int, float)>)>(points =>
        {
            var store = points.Vectors[vector];
            var slots = new QueryRun(points, Parameters)
                .Run(new QueryPlan([], new QueryKind.Sample(), "", PointFilter.Both(filter, new PointFilter([new HasVector(vector)], [], [], [], 0)), SearchOptions.Default, null, sample, 0, null))
                .ConvertAll(hit => hit.Slot);
            slots.Sort((left, right) => points.Id(left).CompareTo(points.Id(right)));
            var pairs = new List<(int, int, float)>();
            for (var row = 0; row < slots.Count; row++)
            {
                var scorer = store.Compare(store.Get(slots[row]));
                pairs.AddRange(Enumerable.Range(0, slots.Count).Where(column => column != row)
                    .Select(column => (Column: column, Similarity: scorer.Score(slots[column])))
                    .OrderByDescending(pair => pair.Similarity).Take(limit)
                    .Select(pair => (row, pair.Column, parameters.Distance.ToScore(pair.Similarity))));
            }
            return (slots.ConvertAll(points.Id), pairs);
        });
    }
}
