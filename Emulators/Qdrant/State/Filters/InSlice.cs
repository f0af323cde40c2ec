namespace EventAi.Emulators.Qdrant.State.Filters;

/// <summary>One of several disjoint parts of a collection, by a hash of the id. Which point falls into which part is this emulator's own choice.</summary>
internal sealed class InSlice(uint total, uint index) : FilterCondition
{
    public override bool Matches(in FilterTarget target)
        => target.Slot >= 0 && (uint)(Mix(target.Table.Id(target.Slot)) % total) == index;

    private static ulong Mix(PointKey id)
    {
        var bits = (ulong)(id.Value >> 64) ^ ((ulong)id.Value * 0x9E3779B97F4A7C15);
        bits = (bits ^ (bits >> 32)) * 0xD6E8FEB86659FD93;
        return bits ^ (bits >> 32);
    }
}
