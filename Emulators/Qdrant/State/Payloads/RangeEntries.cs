namespace EventAi.Emulators.Qdrant.State.Payloads;

/// <summary>
/// Numbers and the slots they are in: a sorted part and a short unsorted one that joins it now and then. An entry whose point has changed
/// stays until the next sorting; whoever asks looks at the payload anyway.
/// </summary>
internal sealed class RangeEntries
{
    private const int MinTail = 1024;
    private (double Value, int Slot)[] _sorted = [];
    private List<(double Value, int Slot)> _tail = [];

    public void Add(double value, int slot)
    {
        _tail.Add((value, slot));
        if (_tail.Count > MinTail + (_sorted.Length / 8))
        {
            var all = new (double Value, int Slot)[_sorted.Length + _tail.Count];
            _sorted.CopyTo(all, 0);
            _tail.CopyTo(all, _sorted.Length);
            Array.Sort(all, (left, right) => left.Value.CompareTo(right.Value));
            _sorted = all;
            _tail = [];
        }
    }

    /// <summary>At most how many entries lie between the bounds.</summary>
    public int Estimate(double from, double to) => Math.Max(0, Lower(to, above: true) - Lower(from, above: false)) + _tail.Count;

    /// <summary>The slots between the bounds, some of them perhaps no longer.</summary>
    public SlotSet Slots(double from, double to)
    {
        var slots = new SlotSet();
        for (int i = Lower(from, above: false), end = Lower(to, above: true); i < end; i++)
        {
            slots.Add(_sorted[i].Slot);
        }
        foreach (var (value, slot) in _tail)
        {
            if (value >= from && value <= to)
            {
                slots.Add(slot);
            }
        }
        return slots;
    }

    private int Lower(double value, bool above)
    {
        int low = 0, high = _sorted.Length;
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (above ? _sorted[middle].Value <= value : _sorted[middle].Value < value)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }
        return low;
    }
}
