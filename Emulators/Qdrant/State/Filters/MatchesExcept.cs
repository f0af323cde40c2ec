namespace EventAi.Emulators.Qdrant.State.Filters;

/// <summary>A value at the path (or an element of a list there) is none of those given; a missing value or null is no match.</summary>
internal sealed class MatchesExcept(PayloadPath path, IReadOnlySet<PayloadScalar> unwanted) : FilterCondition
{
    public override IEnumerable<IndexNeed> Needs => IndexNeed.OfValues(path, unwanted);

    public override int LongestList => unwanted.Count;

    public override bool Matches(in FilterTarget target)
    {
        foreach (var value in target.Find(path))
        {
            if (value.Kind == PayloadKind.List ? Array.Exists(value.List, Passes) : Passes(value))
            {
                return true;
            }
        }
        return false;
    }

    private bool Passes(PayloadValue value)
        => value.Kind != PayloadKind.Null && !(PayloadScalar.TryFrom(value, out var scalar) && unwanted.Contains(scalar));
}
