namespace EventAi.Emulators.Qdrant.State.Filters;

/// <summary>All of <c>must</c>, any of <c>should</c> (if there are some), none of <c>must_not</c>, and at least a number of <c>min_should</c>.</summary>
internal sealed class PointFilter(
    IReadOnlyList<FilterCondition> must, IReadOnlyList<FilterCondition> should, IReadOnlyList<FilterCondition> mustNot,
    IReadOnlyList<FilterCondition> minShould, ulong minCount) : FilterCondition
{
    /// <summary>What passes two filters, either of which may be missing.</summary>
    public static PointFilter? Both(PointFilter? one, PointFilter? other)
        => one is null ? other : other is null ? one : new PointFilter([one, other], [], [], [], 0);

    public override bool Matches(in FilterTarget target)
    {
        foreach (var condition in must)
        {
            if (!condition.Matches(target))
            {
                return false;
            }
        }
        foreach (var condition in mustNot)
        {
            if (condition.Matches(target))
            {
                return false;
            }
        }
        return (should.Count == 0 || Count(should, target, 1) == 1) && Count(minShould, target, minCount) >= minCount;
    }

    public override IReadOnlyCollection<int>? Candidates(PointTable table)
    {
        IReadOnlyCollection<int>? best = null;
        foreach (var condition in must)
        {
            if (condition.Candidates(table) is { } slots && (best is null || slots.Count < best.Count))
            {
                best = slots;
            }
        }
        return best ?? (should.Count > 0 ? Union(table) : null);
    }

    private HashSet<int>? Union(PointTable table)
    {
        var union = new HashSet<int>();
        foreach (var condition in should)
        {
            if (condition.Candidates(table) is not { } slots)
            {
                return null;
            }
            union.UnionWith(slots);
        }
        return union;
    }

    private static ulong Count(IReadOnlyList<FilterCondition> conditions, in FilterTarget target, ulong enough)
    {
        ulong count = 0;
        foreach (var condition in conditions)
        {
            if (count >= enough)
            {
                break;
            }
            count += condition.Matches(target) ? 1UL : 0;
        }
        return count;
    }
}
