namespace EventAi.Emulators.Qdrant.State.Filters;

/// <summary>The number of values at the path lies within bounds: a list's length, 1 for another value, 0 where nothing is.</summary>
internal sealed class ValuesCount(PayloadPath path, Predicate<PayloadValue> range) : FilterCondition
{
    public override IEnumerable<IndexNeed> Needs => [IndexNeed.OfAnyType(path)];

    public override bool Matches(in FilterTarget target)
    {
        var values = target.Find(path);
        if (values.Count == 0)
        {
            return range(PayloadValue.From(0L));
        }
        foreach (var value in values)
        {
            if (range(PayloadValue.From(value.Kind switch { PayloadKind.List => value.List.LongLength, PayloadKind.Null => 0L, _ => 1L })))
            {
                return true;
            }
        }
        return false;
    }
}
