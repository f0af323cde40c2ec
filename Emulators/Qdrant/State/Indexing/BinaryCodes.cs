using System.Numerics;

namespace EventAi.Emulators.Qdrant.State.Indexing;

/// <summary>Dense vectors as the signs of their numbers.</summary>
internal sealed unsafe class BinaryCodes(int size) : IDisposable
{
    private readonly int _words = (size + 63) / 64;
    private readonly SlotMemory _rows = new((size + 63) / 64 * sizeof(ulong));

    public void Reserve(int slot) => _rows.Reserve(slot);

    public void Encode(int slot, ReadOnlySpan<float> vector) => Prepare(vector).CopyTo(new Span<ulong>(_rows.Row(slot), _words));

    public ulong[] Prepare(ReadOnlySpan<float> vector)
    {
        var words = new ulong[_words];
        for (var i = 0; i < vector.Length; i++)
        {
            words[i >> 6] |= vector[i] > 0 ? 1UL << i : 0;
        }
        return words;
    }

    /// <summary>Number of dimensions whose signs differ.</summary>
    public int Difference(ulong[] query, int slot)
    {
        var row = (ulong*)_rows.Row(slot);
        var difference = 0;
        for (var i = 0; i < query.Length; i++)
        {
            difference += BitOperations.PopCount(query[i] ^ row[i]);
        }
        return difference;
    }

    public void Dispose() => _rows.Dispose();
}
