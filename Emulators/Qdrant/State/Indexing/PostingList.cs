namespace EventAi.Emulators.Qdrant.State.Indexing;

/// <summary>The slots that have one dimension, ascending, and their weights.</summary>
internal sealed class PostingList
{
    private int[] _slots = new int[4];
    private float[] _weights = new float[4];

    public int Count { get; private set; }

    public void Add(int slot, float weight)
    {
        var at = Count == 0 || _slots[Count - 1] < slot ? Count : ~Array.BinarySearch(_slots, 0, Count, slot);
        if (Count == _slots.Length)
        {
            Array.Resize(ref _slots, 2 * Count);
            Array.Resize(ref _weights, 2 * Count);
        }
        _slots.AsSpan(at, Count - at).CopyTo(_slots.AsSpan(at + 1));
        _weights.AsSpan(at, Count - at).CopyTo(_weights.AsSpan(at + 1));
        (_slots[at], _weights[at]) = (slot, weight);
        Count++;
    }

    public void Remove(int slot)
    {
        var at = Array.BinarySearch(_slots, 0, Count, slot);
        _slots.AsSpan(at + 1, Count - at - 1).CopyTo(_slots.AsSpan(at));
        _weights.AsSpan(at + 1, Count - at - 1).CopyTo(_weights.AsSpan(at));
        Count--;
    }

    /// <summary>Adds the weights of the slots of a window, times a factor, to the window's sums.</summary>
    /// <param name="from">First slot of the window.</param>
    /// <param name="next">Posting to begin with.</param>
    /// <returns>First posting behind the window.</returns>
    public int AddTo(Span<float> sums, int from, int next, float factor)
    {
        var slots = _slots.AsSpan(0, Count);
        var weights = _weights.AsSpan(0, Count);
        for (; next < slots.Length && slots[next] - from < sums.Length; next++)
        {
            sums[slots[next] - from] += (factor * weights[next]) + 0f; // never -0: that means that nothing was added
        }
        return next;
    }
}
