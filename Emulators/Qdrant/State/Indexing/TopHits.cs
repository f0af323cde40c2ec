namespace EventAi.Emulators.Qdrant.State.Indexing;

/// <summary>The k slots of highest similarity: a binary heap with the lowest on top. Ties go to the lower id.</summary>
internal sealed class TopHits(PointTable table, int capacity, float lowest)
{
    private readonly List<(float Similarity, int Slot)> _heap = new(Math.Min(capacity, 1024));

    /// <summary>What is below cannot enter any more.</summary>
    public float Lowest => _heap.Count < capacity || capacity == 0 ? lowest : Math.Max(lowest, _heap[0].Similarity);

    /// <summary>Could this similarity still enter?</summary>
    public bool Admits(float similarity) => similarity >= lowest && (_heap.Count < capacity || similarity >= _heap[0].Similarity);

    public void Offer(float similarity, int slot)
    {
        var hit = (similarity, slot);
        if (_heap.Count < capacity)
        {
            _heap.Add(hit);
            Up(_heap.Count - 1);
        }
        else if (capacity > 0 && Compare(hit, _heap[0]) > 0)
        {
            _heap[0] = hit;
            Down();
        }
    }

    public void Merge(TopHits other)
    {
        foreach (var (similarity, slot) in other._heap)
        {
            Offer(similarity, slot);
        }
    }

    public IReadOnlyList<(float Similarity, int Slot)> Unsorted => _heap;

    /// <summary>Best first.</summary>
    public List<(float Similarity, int Slot)> Sorted()
    {
        var sorted = new List<(float Similarity, int Slot)>(_heap);
        sorted.Sort((left, right) => Compare(right, left));
        return sorted;
    }

    private int Compare((float Similarity, int Slot) left, (float Similarity, int Slot) right)
        => left.Similarity != right.Similarity
            ? left.Similarity.CompareTo(right.Similarity)
            : table.Id(right.Slot).CompareTo(table.Id(left.Slot));

    private void Up(int child)
    {
        while (child > 0)
        {
            var parent = (child - 1) / 2;
            if (Compare(_heap[child], _heap[parent]) >= 0)
            {
                return;
            }
            (_heap[child], _heap[parent]) = (_heap[parent], _heap[child]);
            child = parent;
        }
    }

    private void Down()
    {
        var parent = 0;
        while (true)
        {
            var least = parent;
            for (var child = (2 * parent) + 1; child <= (2 * parent) + 2 && child < _heap.Count; child++)
            {
                least = Compare(_heap[child], _heap[least]) < 0 ? child : least;
            }
            if (least == parent)
            {
                return;
            }
            (_heap[parent], _heap[least]) = (_heap[least], _heap[parent]);
            parent = least;
        }
    }
}
