using System.Buffers;
using System.Numerics;
using EventAi.Emulators.Qdrant.State.Indexing.Hnsw;

namespace EventAi.Emulators.Qdrant.State.Indexing;

/// <summary>Sparse vectors with an inverted index: for each dimension the slots that have it, ascending, and their weights.</summary>
internal sealed class SparseStore(VectorParameters parameters) : VectorStore(parameters)
{
    /// <summary>Slots that are summed up at a time: 32 KiB, which stay in a core's first cache.</summary>
    private const int Window = 8192;

    /// <summary>To which nothing was added yet: no sum of numbers that are not themselves -0 is -0.</summary>
    private const float Untouched = -0f;

    private readonly Dictionary<uint, PostingList> _postings = [];
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

    /// <summary>
    /// Offers every slot that shares a dimension with the target, and their dot product. Window by window, so that the sums stay in the
    /// cache; of a window most sums are told at a glance to be too low.
    /// </summary>
    public void Scan<TFilter>(VectorData.Sparse target, int slots, TFilter filter, TopHits top)
        where TFilter : struct, INodeFilter
    {
        var lists = new List<(PostingList Postings, float Weight)>(target.Indices.Length);
        for (var i = 0; i < target.Indices.Length; i++)
        {
            if (_postings.TryGetValue(target.Indices[i], out var postings))
            {
                lists.Add((postings, target.Values[i]));
            }
        }
        var next = new int[lists.Count];
        var sums = ArrayPool<float>.Shared.Rent(Window);
        for (var from = 0; from < slots && lists.Count > 0; from += Window)
        {
            var window = sums.AsSpan(0, Math.Min(Window, slots - from));
            window.Fill(Untouched);
            for (var i = 0; i < next.Length; i++)
            {
                next[i] = lists[i].Postings.AddTo(window, from, next[i], lists[i].Weight);
            }
            Offer(window, from, filter, top);
        }
        ArrayPool<float>.Shared.Return(sums);
    }

    private static void Offer<TFilter>(ReadOnlySpan<float> sums, int from, TFilter filter, TopHits top)
        where TFilter : struct, INodeFilter
    {
        for (var start = 0; start < sums.Length; start += Vector<float>.Count)
        {
            var some = sums.Slice(start, Math.Min(Vector<float>.Count, sums.Length - start));
            if (some.Length == Vector<float>.Count && Vector.LessThanAll(new Vector<float>(some), new Vector<float>(top.Lowest)))
            {
                continue;
            }
            for (var i = 0; i < some.Length; i++)
            {
                var slot = from + start + i;
                if (top.Admits(some[i]) && BitConverter.SingleToInt32Bits(some[i]) != BitConverter.SingleToInt32Bits(Untouched) && filter.Accepts(slot))
                {
                    top.Offer(some[i], slot);
                }
            }
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
                _postings[sparse.Indices[i]] = postings = new PostingList();
            }
            postings.Add(slot, sparse.Values[i]);
        }
    }

    protected override void Erase(int slot)
    {
        foreach (var index in _vectors[slot]!.Indices)
        {
            var postings = _postings[index];
            postings.Remove(slot);
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
