namespace EventAi.Emulators.Qdrant.State;

/// <content>Out of a segment and into one.</content>
internal sealed partial class PointTable
{
    /// <summary>Fills an empty table with what a segment holds; the vectors come from their own files.</summary>
    public void Restore(PointKey[] ids, ulong[] versions, MappedFile payloads, (long Offset, int Length)[] stored)
    {
        (_ids, _versions, SlotCount) = (ids, versions, ids.Length);
        _payloads.Map(payloads, stored);
        _slots.EnsureCapacity(ids.Length);
        for (var slot = 0; slot < ids.Length; slot++)
        {
            if (stored[slot].Length > 0)
            {
                _slots[ids[slot]] = slot;
            }
        }
    }

    /// <summary>Makes the indexes of a restored table; those of different fields side by side.</summary>
    public void Restore(IReadOnlyList<FieldIndexDefinition> indexes)
    {
        var made = new FieldIndex[indexes.Count];
        Parallel.For(0, made.Length, i =>
        {
            made[i] = new FieldIndex(indexes[i]);
            for (var slot = 0; slot < SlotCount; slot++)
            {
                if (Holds(slot))
                {
                    made[i].Add(slot, _payloads.Peek(slot));
                }
            }
        });
        foreach (var index in made)
        {
            _indexes[index.Definition.Field] = index;
        }
    }

    /// <summary>Do the graphs hold so many nodes that no segment has that building them again would take a while?</summary>
    public bool UnsavedNodes => Graphs.Any(index => index.Pending.Count == 0 && index.Graph.Count - index.Saved > Math.Max(1000, index.Graph.Count / 10));

    public void MarkSaved()
    {
        foreach (var index in Graphs)
        {
            index.Saved = index.Graph.Count;
        }
    }

    public void WritePayload(int slot, BinaryWriter writer) => _payloads.Write(slot, writer);
}
