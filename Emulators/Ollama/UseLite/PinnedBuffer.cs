namespace EventAi.Emulators.Ollama.UseLite;

/// <summary>Floats that never move, aligned to a cache line, so that the kernels can use pointers to them.</summary>
internal sealed unsafe class PinnedBuffer
{
    private const int AlignmentBytes = 64;

    private readonly float[] storage;

    public PinnedBuffer(int length)
    {
        // Pinned arrays keep their address for life; the field keeps the array alive as long as the pointer is used.
        storage = GC.AllocateArray<float>(length + (AlignmentBytes / sizeof(float)), pinned: true);
        fixed (float* first = storage)
        {
            Pointer = (float*)(((nuint)first + AlignmentBytes - 1) & ~(nuint)(AlignmentBytes - 1));
        }

        Length = length;
    }

    public float* Pointer { get; }

    public int Length { get; }

    public Span<float> Span => new(Pointer, Length);

    public Span<float> Row(int row, int width) => new(Pointer + ((long)row * width), width);
}
