namespace EventAi.Emulators.Qdrant.State.Filters;

/// <summary>All of <c>must</c>, any of <c>should</c> (if there are some), none of <c>must_not</c>, and at least a number of <c>min_should</c>.</summary>
internal sealed class PointFilter(
    IReadOnlyList<FilterCondition> must, IReadOnlyList<FilterCondition> should, IReadOnlyList<FilterCondition> mustNot,
    IReadOnlyList<FilterCondition> minShould, ulong minCount) : FilterCondition
{
    private IEnumerable<FilterCondition> All => [.. must, .. mustNot, .. should, .. minShould];

    public override IEnumerable<IndexNeed> Needs => All.SelectMany(condition => condition.Needs);

    public override int Conditions => All.Sum(condition => condition.Conditions);

    public override int LongestList => All.Select(condition => condition.LongestList).DefaultIfEmpty().Max();

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

    public override CandidateSlots? Candidates(PointTable table)
    {
        var found = must.Select(condition => condition.Candidates(table)).OfType<CandidateSlots>().ToList();
        if (found.Count == 0)
        {
            return should.Count > 0 ? Union(table) : null;
        }
        var slots = found.MinBy(candidates => candidates.Slots.Count).Slots;
        foreach (var (others, _) in found)
        {
            slots = ReferenceEquals(slots, others) ? slots : SlotSet.Intersect(slots, others);
        }
        return new CandidateSlots(slots, found.Count == must.Count && found.TrueForAll(candidates => candidates.Exact) && mustNot.Count + should.Count + minShould.Count == 0);
    }

    private CandidateSlots? Union(PointTable table)
    {
        var union = new SlotSet();
        var exact = must.Count + mustNot.Count + minShould.Count == 0;
        foreach (var condition in should)
        {
            if (condition.Candidates(table) is not { } candidates)
            {
                return null;
            }
            union.UnionWith(candidates.Slots);
            exact &= candidates.Exact;
        }
        return new CandidateSlots(union, exact);
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
