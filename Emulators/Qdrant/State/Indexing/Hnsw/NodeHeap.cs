using System.Runtime.CompilerServices;

namespace EventAi.Emulators.Qdrant.State.Indexing.Hnsw;

/// <summary>A binary heap of nodes with the greatest key on top.</summary>
internal sealed class NodeHeap
{
    private (float Key, int Slot)[] _nodes = new (float, int)[256];

    public int Count { get; private set; }

    public (float Key, int Slot) Top => _nodes[0];

    public ReadOnlySpan<(float Key, int Slot)> Nodes => _nodes.AsSpan(0, Count);

    public void Clear() => Count = 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Push(float key, int slot)
    {
        if (Count == _nodes.Length)
        {
            Array.Resize(ref _nodes, Count * 2);
        }
        var nodes = _nodes;
        var child = Count++;
        while (child > 0)
        {
            var parent = (child - 1) >> 1;
            if (nodes[parent].Key >= key)
            {
                break;
            }
            nodes[child] = nodes[parent];
            child = parent;
        }
        nodes[child] = (key, slot);
    }

    public (float Key, int Slot) Pop()
    {
        var top = _nodes[0];
        Count--;
        if (Count > 0)
        {
            Sink(_nodes[Count]);
        }
        return top;
    }

    /// <summary>Puts another node in the place of the top one.</summary>
    public void Replace(float key, int slot) => Sink((key, slot));

    private void Sink((float Key, int Slot) node)
    {
        var nodes = _nodes;
        var parent = 0;
        while (true)
        {
            var child = (2 * parent) + 1;
            if (child >= Count)
            {
                break;
            }
            if (child + 1 < Count && nodes[child + 1].Key > nodes[child].Key)
            {
                child++;
            }
            if (nodes[child].Key <= node.Key)
            {
                break;
            }
            nodes[parent] = nodes[child];
            parent = child;
        }
        nodes[parent] = node;
    }
}
