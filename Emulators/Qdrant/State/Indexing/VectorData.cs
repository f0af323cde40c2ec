namespace EventAi.Emulators.Qdrant.State.Indexing;

/// <summary>The value of one vector of a point, or of a query.</summary>
internal abstract record VectorData
{
    /// <summary>One number per dimension.</summary>
    public sealed record Dense(float[] Values) : VectorData;

    /// <summary>Only the dimensions that are not zero; once prepared, ascending and each once.</summary>
    public sealed record Sparse(uint[] Indices, float[] Values) : VectorData;

    /// <summary>Several dense vectors of <paramref name="Size"/> dimensions, one after another.</summary>
    public sealed record Multi(float[] Values, int Size) : VectorData
    {
        public int Rows => Size == 0 ? 0 : Values.Length / Size;

        public ReadOnlySpan<float> Row(int row) => Values.AsSpan(row * Size, Size);
    }
}
