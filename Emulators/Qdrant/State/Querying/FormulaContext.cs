namespace EventAi.Emulators.Qdrant.State.Querying;

/// <summary>What a formula can see: a point and its scores in the prefetches.</summary>
internal sealed class FormulaContext(PointTable points, int slot, float?[] scores, Payload defaults)
{
    private readonly List<PayloadValue> _scratch = [];

    /// <summary>The score in a prefetch; its default, or 0, where the prefetch does not hold the point.</summary>
    public double Score(int prefetch, string name)
        => prefetch < scores.Length && scores[prefetch] is { } score ? score
            : defaults.TryGetValue(name, out var value) ? Number(value, name)
            : 0;

    public double Number(PayloadPath path) => Number(Value(path, "number"), path.Text);

    public PayloadValue Value(PayloadPath path, string expected)
    {
        _scratch.Clear();
        path.Find(points.Payload(slot), _scratch);
        return _scratch.Count == 1 ? _scratch[0] is { Kind: PayloadKind.List, List: [var only] } ? only : _scratch[0]
            : defaults.TryGetValue(path.Text, out var value) ? value
            : throw Missing(path.Text, expected, "No value found in a payload nor defaults");
    }

    public bool Matches(FilterCondition condition) => condition.Matches(new FilterTarget(points, slot, points.Payload(slot), _scratch));

    public static StoreException Missing(string name, string expected, string problem)
        => StoreException.BadInput($"Expected {expected} value for {name} in the payload and/or in the formula defaults. Error: {problem}");

    private static double Number(PayloadValue value, string name)
        => value.Kind switch
        {
            PayloadKind.Integer => value.Integer,
            PayloadKind.Double => value.Double,
            _ => throw Missing(name, "number", "Value is not a number"),
        };
}
