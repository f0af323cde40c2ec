namespace EventAi.HybridSearch;

/// <summary>A vector that is zero but at some indices, each of which occurs once; in ascending order.</summary>
public sealed record SparseVector(uint[] Indices, float[] Values)
{
    public static SparseVector Empty { get; } = new([], []);

    public bool IsEmpty => Indices.Length == 0;
}
