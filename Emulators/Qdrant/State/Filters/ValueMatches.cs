namespace EventAi.Emulators.Qdrant.State.Filters;

/// <summary>A value at the path (or an element of a list there) passes a test: ranges of numbers or times, text.</summary>
internal sealed class ValueMatches(PayloadPath path, Predicate<PayloadValue> test) : FilterCondition
{
    public override bool Matches(in FilterTarget target)
    {
        foreach (var value in target.Find(path))
        {
            if (value.Kind == PayloadKind.List ? Array.Exists(value.List, test) : test(value))
            {
                return true;
            }
        }
        return false;
    }
}
