namespace EventAi.Emulators.Qdrant.State.Filters;

/// <summary>One object of the list at the path passes a filter as a whole.</summary>
internal sealed class Nested(PayloadPath path, PointFilter filter) : FilterCondition
{
    private readonly PayloadPath _elements = path.Elements();

    public override IEnumerable<IndexNeed> Needs => filter.Needs.Select(need => need with { Path = $"{_elements.Text}.{need.Path}" });

    public override int Conditions => filter.Conditions;

    public override int LongestList => filter.LongestList;

    public override bool Matches(in FilterTarget target)
    {
        foreach (var value in target.Find(_elements).ToArray())
        {
            if (value.Kind == PayloadKind.Object && filter.Matches(target.Nested(value.Object)))
            {
                return true;
            }
        }
        return false;
    }
}
