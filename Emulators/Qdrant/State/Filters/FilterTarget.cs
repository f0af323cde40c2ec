namespace EventAi.Emulators.Qdrant.State.Filters;

/// <summary>What a condition looks at: a point of a collection, or (slot &lt; 0) an object nested in a payload.</summary>
internal readonly ref struct FilterTarget(PointTable table, int slot, Payload payload, List<PayloadValue> scratch)
{
    public PointTable Table { get; } = table;

    public int Slot { get; } = slot;

    public Payload Payload { get; } = payload;

    /// <summary>The values at a path, in a list that the next call reuses.</summary>
    public List<PayloadValue> Find(PayloadPath path)
    {
        scratch.Clear();
        path.Find(Payload, scratch);
        return scratch;
    }

    public FilterTarget Nested(Payload nested) => new(Table, -1, nested, []);
}
