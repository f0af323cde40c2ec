namespace EventAi.Emulators.Qdrant.State.Storage;

/// <summary>
/// The files of a segment (little-endian). Rows of memory (vectors, links, codes) stand as they stand in memory, chunk by chunk, so that they
/// are mapped and not read; vectors are numbered in the order of the head.
/// </summary>
internal static class SegmentFiles
{
    /// <summary>Number of slots, payload indexes, names of the vectors.</summary>
    public const string Head = "head.dat";

    /// <summary>For each slot: id (17 bytes), version (8), offset (8) and length (4) of the payload; length 0 where the slot is empty.</summary>
    public const string Points = "points.dat";

    /// <summary>The encoded payloads.</summary>
    public const string Payloads = "payloads.dat";

    /// <summary>For each vector, a bit for each slot.</summary>
    public const string Present = "present.dat";

    /// <summary>Sparse and multi vectors: number of the vector (4), slot (4), vector.</summary>
    public const string Others = "others.dat";

    public static string Rows(int vector) => $"rows-{vector}.dat";

    /// <summary>Links per node, candidates, quantization, number of slots, entry (4 bytes each); for each slot 0, or 1 + layers above the lowest and their links.</summary>
    public static string Graph(int vector) => $"graph-{vector}.dat";

    public static string Links(int vector) => $"links-{vector}.dat";

    public static string Codes(int vector) => $"codes-{vector}.dat";

    public static string Scales(int vector) => $"scales-{vector}.dat";
}
