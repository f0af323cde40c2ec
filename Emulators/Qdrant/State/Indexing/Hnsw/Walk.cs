namespace EventAi.Emulators.Qdrant.State.Indexing.Hnsw;

/// <summary>What one walk through a graph needs to remember; used again by the next.</summary>
internal sealed class Walk
{
    private uint[] _visited = [];
    private uint _epoch;

    /// <summary>Nodes whose links are still to be followed, the best on top.</summary>
    public NodeHeap Open { get; } = new();

    /// <summary>The best nodes so far, by negated similarity: the worst on top.</summary>
    public NodeHeap Found { get; } = new();

    /// <summary>The unvisited neighbours of one node.</summary>
    public int[] Neighbours { get; private set; } = new int[256];

    /// <summary>Found nodes, best first; room for the links of a node.</summary>
    public List<(float Similarity, int Slot)> Sorted { get; } = [];

    public List<(float Similarity, int Slot)> Chosen { get; } = [];

    public void Begin(int capacity, int links)
    {
        if (_visited.Length < capacity)
        {
            _visited = new uint[Math.Max(capacity, _visited.Length * 2)];
            _epoch = 0;
        }
        if (++_epoch == 0)
        {
            Array.Clear(_visited);
            _epoch = 1;
        }
        if (Neighbours.Length < links)
        {
            Neighbours = new int[links];
        }
        Open.Clear();
        Found.Clear();
    }

    /// <summary>True the first time; a node that was added after the walk began counts as visited.</summary>
    public bool Visit(int slot)
    {
        if ((uint)slot >= (uint)_visited.Length || _visited[slot] == _epoch)
        {
            return false;
        }
        _visited[slot] = _epoch;
        return true;
    }

    public void SortFound()
    {
        Sorted.Clear();
        foreach (var (key, slot) in Found.Nodes)
        {
            Sorted.Add((-key, slot));
        }
        Sorted.Sort((left, right) => right.Similarity.CompareTo(left.Similarity));
    }
}
