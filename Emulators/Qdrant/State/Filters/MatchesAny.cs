namespace EventAi.Emulators.Qdrant.State.Filters;

/// <summary>A value at the path (or an element of a list there) is one of some strings, integers or booleans.</summary>
internal sealed class MatchesAny(PayloadPath path, IReadOnlySet<PayloadScalar> wanted) : FilterCondition
{
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

    public override IReadOnlyCollection<int>? Candidates(PointTable table)
    {
        if (table.Index(path.Text) is not { } index || !index.Covers(wanted))
        {
            return null;
        }
        if (wanted.Count == 1)
        {
            return index.Slots(wanted.First());
        }
        var union = new HashSet<int>();
        foreach (var value in wanted)
        {
            union.UnionWith(index.Slots(value));
        }
        return union;
    }
}
