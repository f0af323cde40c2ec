namespace EventAi.Emulators.Qdrant.State.Filters;

internal sealed class HasId(IReadOnlySet<PointKey> ids) : FilterCondition
{
    public override int LongestList => ids.Count;

    public override bool Matches(in FilterTarget target) => target.Slot >= 0 && ids.Contains(target.Table.Id(target.Slot));

    public override CandidateSlots? Candidates(PointTable table)
    {
        var slots = new SlotSet();
        foreach (var id in ids)
        {
            if (table.TryFind(id, out var slot))
            {
                slots.Add(slot);
            }
        }
        return new CandidateSlots(slots, Exact: true);
    }
}
