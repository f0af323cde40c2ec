using System.Numerics;
using System.Runtime.InteropServices;

namespace EventAi.Emulators.Qdrant.State;

/// <summary>
/// The vectors of one name, by slot, in chunks of contiguous native memory aligned to cache lines: a scan reads memory in order, growth
/// copies nothing, and the garbage collector sees none of it. A slot may hold no vector.
/// </summary>
internal sealed unsafe class VectorStore(VectorParameters parameters) : IDisposable
{
    private const int Alignment = 64;
    private const int ChunkBytes = 4 << 20;
    private readonly List<nint> _chunks = [];
    private readonly int _shift = BitOperations.Log2((uint)Math.Max(1, ChunkBytes / sizeof(float) / parameters.Size));
    private ulong[] _present = [];

    public VectorParameters Parameters { get; } = parameters;

    public int Count { get; private set; }

    public bool Has(int slot) => (slot >> 6) < _present.Length && (_present[slot >> 6] & (1UL << slot)) != 0;

    /// <summary>The vector in a slot; meaningful where <see cref="Has"/>.</summary>
    public ReadOnlySpan<float> this[int slot] => new(Row(slot), Parameters.Size);

    public void Set(int slot, ReadOnlySpan<float> vector)
    {
        while (_chunks.Count <= slot >> _shift)
        {
            _chunks.Add((nint)NativeMemory.AlignedAlloc((nuint)(1 << _shift) * (nuint)Parameters.Size * sizeof(float), Alignment));
        }
        if (slot >> 6 >= _present.Length)
        {
            Array.Resize(ref _present, Math.Max(16, Math.Max((slot >> 6) + 1, _present.Length * 2)));
        }
        vector.CopyTo(new Span<float>(Row(slot), Parameters.Size));
        Count += Has(slot) ? 0 : 1;
        _present[slot >> 6] |= 1UL << slot;
    }

    public void Remove(int slot)
    {
        if (Has(slot))
        {
            _present[slot >> 6] &= ~(1UL << slot);
            Count--;
        }
    }

    public void Dispose()
    {
        foreach (var chunk in _chunks)
        {
            NativeMemory.AlignedFree((void*)chunk);
        }
        _chunks.Clear();
        _present = [];
        Count = 0;
    }

    private float* Row(int slot) => (float*)_chunks[slot >> _shift] + ((nint)(slot & ((1 << _shift) - 1)) * Parameters.Size);
}
