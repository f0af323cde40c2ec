namespace EventAi.Emulators.Qdrant.State.Filters;

/// <summary>The path leads nowhere, to null, or to a list without elements.</summary>
internal sealed class IsEmpty(PayloadPath path) : FilterCondition
{
    public override IEnumerable<IndexNeed> Needs => [IndexNeed.OfAnyType(path)];

    public override bool Matches(in FilterTarget target)
    {
        foreach (var value in target.Find(path))
        {
            if (!(value.Kind == PayloadKind.Null || (value.Kind == PayloadKind.List && value.List.Length == 0)))
            {
                return false;
            }
        }
        return true;
    }
}
