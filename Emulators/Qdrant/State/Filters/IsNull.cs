namespace EventAi.Emulators.Qdrant.State.Filters;

/// <summary>The path leads to null, or to a list that holds one; a missing value is not null.</summary>
internal sealed class IsNull(PayloadPath path) : FilterCondition
{
    public override IEnumerable<IndexNeed> Needs => [IndexNeed.OfAnyType(path)];

    public override bool Matches(in FilterTarget target)
    {
        foreach (var value in target.Find(path))
        {
            if (value.Kind == PayloadKind.Null || (value.Kind == PayloadKind.List && Array.Exists(value.List, element => element.Kind == PayloadKind.Null)))
            {
                return true;
            }
        }
        return false;
    }
}
