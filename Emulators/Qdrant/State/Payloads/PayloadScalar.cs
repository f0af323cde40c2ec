namespace EventAi.Emulators.Qdrant.State.Payloads;

/// <summary>A string, integer or boolean: what a match condition compares and an index holds.</summary>
internal readonly record struct PayloadScalar(PayloadKind Kind, long Bits, string? Text)
{
    public static PayloadScalar From(string value) => new(PayloadKind.String, 0, value);

    public static PayloadScalar From(long value) => new(PayloadKind.Integer, value, null);

    public static PayloadScalar From(bool value) => new(PayloadKind.Boolean, value ? 1 : 0, null);

    public static bool TryFrom(in PayloadValue value, out PayloadScalar scalar)
    {
        (var known, scalar) = value.Kind switch
        {
            PayloadKind.String => (true, From(value.String)),
            PayloadKind.Integer => (true, From(value.Integer)),
            PayloadKind.Boolean => (true, From(value.Boolean)),
            _ => (false, default),
        };
        return known;
    }

    /// <summary>Is the value, or, if it is a list, one of its elements, in the set?</summary>
    public static bool AnyIn(in PayloadValue value, IReadOnlySet<PayloadScalar> set)
    {
        if (value.Kind != PayloadKind.List)
        {
            return TryFrom(value, out var scalar) && set.Contains(scalar);
        }
        foreach (var element in value.List)
        {
            if (TryFrom(element, out var scalar) && set.Contains(scalar))
            {
                return true;
            }
        }
        return false;
    }
}
