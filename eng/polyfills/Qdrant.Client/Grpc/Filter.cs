namespace Qdrant.Client.Grpc;

public partial class Filter
{
    /// <summary>A condition is a filter with that one condition; a condition that holds a filter is that filter.</summary>
    public static implicit operator Filter(Condition condition)
        => condition.ConditionOneOfCase == Condition.ConditionOneOfOneofCase.Filter ? condition.Filter : new Filter { Must = { condition } };

    public static Filter operator &(Filter left, Filter right)
        => left.Should.Count == 0 && right.Should.Count == 0
            ? new Filter { Must = { left.Must, right.Must }, MustNot = { left.MustNot, right.MustNot } }
            : new Filter { Must = { Conditions.Filter(left), Conditions.Filter(right) } };

    public static Filter operator |(Filter left, Filter right)
        => new() { Should = { Conditions.Filter(left), Conditions.Filter(right) } };
}

public partial class Condition
{
    private bool IsFilter => ConditionOneOfCase == ConditionOneOfOneofCase.Filter;

    public static Condition operator &(Condition left, Condition right)
        => (left.IsFilter, right.IsFilter) switch
        {
            (true, true) => new Condition { Filter = left.Filter & right.Filter },
            (true, false) when left.Filter.Should.Count == 0 => WithMust(left, right),
            (false, true) when right.Filter.Should.Count == 0 => WithMust(right, left),
            _ => new Condition { Filter = new Filter { Must = { left, right } } },
        };

    public static Condition operator |(Condition left, Condition right)
        => new() { Filter = new Filter { Should = { left, right } } };

    /// <summary>The negation; a filter of only <c>must</c> or only <c>must_not</c> conditions swaps the two lists.</summary>
    public static Condition operator !(Condition condition)
    {
        if (condition.IsFilter && condition.Filter.Should.Count == 0)
        {
            if (condition.Filter.MustNot.Count == 0)
            {
                return new Condition { Filter = new Filter { MustNot = { condition.Filter.Must } } };
            }
            if (condition.Filter.Must.Count == 0)
            {
                return new Condition { Filter = new Filter { Must = { condition.Filter.MustNot } } };
            }
        }
        return new Condition { Filter = new Filter { MustNot = { condition } } };
    }

    private static Condition WithMust(Condition filter, Condition added)
    {
        var copy = filter.Clone();
        copy.Filter.Must.Add(added);
        return copy;
    }
}
