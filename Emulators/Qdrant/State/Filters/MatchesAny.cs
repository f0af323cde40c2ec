namespace EventAi.Emulators.Qdrant.State.Filters;

/// <summary>A value at the path (or an element of a list there) is one of some strings, integers or booleans.</summary>
internal sealed class MatchesAny(PayloadPath path, IReadOnlySet<PayloadScalar> wanted) : FilterCondition
{
    public override IEnumerable<IndexNeed> Needs => IndexNeed.OfValues(path, wanted);

    public override int LongestList => wanted.Count;

    public override bool Matches(in FilterTarget target)
    {
        foreach (var value in target.Find(path))
        {
            if (PayloadScalar.AnyIn(value, wanted))
            {
                return true;
            }
        }
        return false;
    }

    public override CandidateSlots? Candidates(PointTable table)
    {
        if (table.Index(path.Text) is not { } index || !index.Covers(wanted))
        {
            return null;
        }
        if (wanted.Count == 1)
        {
            return new CandidateSlots(index.Slots(wanted.First()), Exact: true);
        }
        var union = new SlotSet();
        foreach (var value in wanted)
        {
            union.UnionWith(index.Slots(value));
        }
        return new CandidateSlots(union, Exact: true);
    }
}
