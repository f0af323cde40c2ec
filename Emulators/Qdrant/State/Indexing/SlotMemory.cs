using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace EventAi.Emulators.Qdrant.State.Indexing;

/// <summary>
/// Rows of bytes by slot, in chunks of contiguous native memory aligned to cache lines: a scan reads memory in order, growth copies nothing,
/// and the garbage collector sees none of it. A chunk may lie in a mapped file (private: what is written to it stays in memory).
/// Rows may be read by other threads while new ones are added.
/// </summary>
internal sealed unsafe class SlotMemory : IDisposable
{
    private const int Alignment = 64;
    private const int TargetChunk = 4 << 20;
    private readonly int _mask;
    private nint[] _chunks = [];
    private int _mappedChunks;
    private MappedFile? _mapped;

    public SlotMemory(int rowBytes)
    {
        RowBytes = rowBytes;
        Shift = BitOperations.Log2((uint)Math.Max(1, TargetChunk / rowBytes));
        _mask = (1 << Shift) - 1;
    }

    public int RowBytes { get; }

    /// <summary>A chunk holds two to the power of this rows.</summary>
    public int Shift { get; }

    public int Chunks => _chunks.Length;

    public nuint ChunkBytes => (nuint)RowBytes << Shift;

    /// <remarks>The chunks are read anew each time: another thread may have added some since.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public byte* Row(int slot) => (byte*)Volatile.Read(ref _chunks)[slot >> Shift] + ((nint)(slot & _mask) * RowBytes);

    public ReadOnlySpan<byte> Chunk(int chunk) => new((void*)_chunks[chunk], checked((int)ChunkBytes));

    public void Reserve(int slot)
    {
        while (_chunks.Length <= slot >> Shift)
        {
            var memory = NativeMemory.AlignedAlloc(ChunkBytes, Alignment);
            NativeMemory.Clear(memory, ChunkBytes);
            _chunks = [.. _chunks, (nint)memory];
        }
    }

    /// <summary>Takes the first chunks from a file; before anything is reserved. The memory frees the mapping.</summary>
    public void Map(MappedFile file, int chunks)
    {
        _mapped = file;
        _mappedChunks = chunks;
        _chunks = new nint[chunks];
        for (var i = 0; i < chunks; i++)
        {
            _chunks[i] = (nint)(file.Start + ((nuint)i * ChunkBytes));
        }
    }

    public void Dispose()
    {
        foreach (var chunk in _chunks.AsSpan(_mappedChunks))
        {
            NativeMemory.AlignedFree((void*)chunk);
        }
        _chunks = [];
        _mappedChunks = 0;
        _mapped?.Dispose();
        _mapped = null;
    }
}
