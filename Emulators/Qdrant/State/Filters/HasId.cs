namespace EventAi.Emulators.Qdrant.State.Filters;

internal sealed class HasId(IReadOnlySet<PointKey> ids) : FilterCondition
{
    public override bool Matches(in FilterTarget target) => target.Slot >= 0 && ids.Contains(target.Table.Id(target.Slot));

    public override IReadOnlyCollection<int> Candidates(PointTable table)
    {
        var slots = new List<int>(ids.Count);
        foreach (var id in ids)
        {
            if (table.TryFind(id, out var slot))
            {
                slots.Add(slot);
            }
        }
        return slots;
    }
}
