namespace EventAi.Emulators.Qdrant.State.Filters;

internal sealed class HasVector(string name) : FilterCondition
{
    public override bool Matches(in FilterTarget target)
        => target.Slot >= 0 && target.Table.Vectors.TryGetValue(name, out var store) && store.Has(target.Slot);
}
