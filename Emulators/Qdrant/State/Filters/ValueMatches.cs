namespace EventAi.Emulators.Qdrant.State.Filters;

/// <summary>A value at the path (or an element of a list there) passes a test: places, beginnings of text.</summary>
/// <param name="served">Any of these types of index serves such a test.</param>
internal sealed class ValueMatches(PayloadPath path, Predicate<PayloadValue> test, params FieldIndexType[] served) : FilterCondition
{
    public override IEnumerable<IndexNeed> Needs => [new IndexNeed(path.Text, served)];

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
