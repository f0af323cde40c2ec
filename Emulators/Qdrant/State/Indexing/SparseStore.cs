using System.Buffers;

namespace EventAi.Emulators.Qdrant.State.Indexing;

/// <summary>Sparse vectors with an inverted index: for each dimension the slots that have it, ascending, and their weights.</summary>
internal sealed class SparseStore(VectorParameters parameters) : VectorStore(parameters)
{
    private readonly Dictionary<uint, List<Posting>> _postings = [];
    private VectorData.Sparse?[] _vectors = [];

    public override VectorData Get(int slot) => _vectors[slot]!;

    public override Scorer Compare(VectorData target) => new DotScorer(this, (VectorData.Sparse)target);

    /// <summary>The target with each weight multiplied by the inverse document frequency of its dimension (lib/segment: query_context.rs).</summary>
    public VectorData.Sparse WithIdf(VectorData.Sparse target)
    {
        var weights = new float[target.Values.Length];
        for (var i = 0; i < weights.Length; i++)
        {
            var frequency = _postings.TryGetValue(target.Indices[i], out var postings) ? postings.Count : 0;
            weights[i] = target.Values[i] * MathF.Log(((Count - frequency + 0.5f) / (frequency + 0.5f)) + 1);
        }
        return target with { Values = weights };
    }

    /// <summary>Hands every slot that shares a dimension with the target, and its dot product, to <paramref name="visit"/>.</summary>
    public void Visit(VectorData.Sparse target, int slots, Action<int, float> visit)
    {
        var sums = ArrayPool<float>.Shared.Rent(slots);
        var seen = ArrayPool<bool>.Shared.Rent(slots);
        sums.AsSpan(0, slots).Clear();
        seen.AsSpan(0, slots).Clear();
        try
        {
            var touched = new List<int>();
            for (var i = 0; i < target.Indices.Length; i++)
            {
                if (!_postings.TryGetValue(target.Indices[i], out var postings))
                {
                    continue;
                }
                var weight = target.Values[i];
                foreach (var posting in postings)
                {
                    if (!seen[posting.Slot])
                    {
                        seen[posting.Slot] = true;
                        touched.Add(posting.Slot);
                    }
                    sums[posting.Slot] += weight * posting.Weight;
                }
            }
            foreach (var slot in touched)
            {
                visit(slot, sums[slot]);
            }
        }
        finally
        {
            ArrayPool<float>.Shared.Return(sums);
            ArrayPool<bool>.Shared.Return(seen);
        }
    }

    protected override void Write(int slot, VectorData vector)
    {
        if (slot >= _vectors.Length)
        {
            Array.Resize(ref _vectors, Math.Max(64, Math.Max(slot + 1, _vectors.Length * 2)));
        }
        var sparse = (VectorData.Sparse)vector;
        _vectors[slot] = sparse;
        for (var i = 0; i < sparse.Indices.Length; i++)
        {
            if (!_postings.TryGetValue(sparse.Indices[i], out var postings))
            {
                _postings[sparse.Indices[i]] = postings = [];
            }
            var posting = new Posting(slot, sparse.Values[i]);
            if (postings.Count == 0 || postings[^1].Slot < slot)
            {
                postings.Add(posting);
            }
            else
            {
                postings.Insert(~postings.BinarySearch(posting), posting);
            }
        }
    }

    protected override void Erase(int slot)
    {
        foreach (var index in _vectors[slot]!.Indices)
        {
            var postings = _postings[index];
            postings.RemoveAt(postings.BinarySearch(new Posting(slot, 0)));
            if (postings.Count == 0)
            {
                _postings.Remove(index);
            }
        }
        _vectors[slot] = null;
    }

    protected override void Free()
    {
        _postings.Clear();
        _vectors = [];
    }

    private readonly record struct Posting(int Slot, float Weight) : IComparable<Posting>
    {
        public int CompareTo(Posting other) => Slot.CompareTo(other.Slot);
    }

    private sealed class DotScorer(SparseStore store, VectorData.Sparse target) : Scorer
    {
        public override float Score(int slot)
        {
            var stored = store._vectors[slot]!;
            var sum = 0f;
            for (int left = 0, right = 0; left < target.Indices.Length && right < stored.Indices.Length;)
            {
                var difference = target.Indices[left].CompareTo(stored.Indices[right]);
                if (difference == 0)
                {
                    sum += target.Values[left++] * stored.Values[right++];
                }
                else if (difference < 0)
                {
                    left++;
                }
                else
                {
                    right++;
                }
            }
            return sum;
        }
    }
}
