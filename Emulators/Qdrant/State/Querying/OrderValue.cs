namespace EventAi.Emulators.Qdrant.State.Querying;

/// <summary>The value a point was ordered by.</summary>
internal readonly record struct OrderValue(double Number, bool IsInteger, long Integer) : IComparable<OrderValue>
{
    public static OrderValue From(long value) => new(value, IsInteger: true, value);

    public static OrderValue From(double value) => new(value, IsInteger: false, 0);

    public int CompareTo(OrderValue other)
        => IsInteger && other.IsInteger ? Integer.CompareTo(other.Integer) : Number.CompareTo(other.Number);
}
