namespace EventAi.Emulators.Kafka.State.Compression;

/// <summary>What a decoder has put out so far, from which it also copies; grows up to <see cref="BatchCodec.MaxUnpacked"/>.</summary>
internal sealed class UnpackBuffer(int capacity)
{
    private byte[] _bytes = new byte[Math.Clamp(capacity, 256, 1024 * 1024)];
    private int _length;

    public ReadOnlyMemory<byte> Written => _bytes.AsMemory(0, _length);

    public void Write(ReadOnlySpan<byte> bytes) => bytes.CopyTo(Extend(bytes.Length));

    /// <summary>Repeats <paramref name="length"/> bytes from <paramref name="distance"/> bytes back; the two ranges may overlap.</summary>
    public void Repeat(int distance, int length)
    {
        if (distance <= 0 || distance > _length)
        {
            throw new InvalidDataException("Compressed records refer to what lies before their start.");
        }

        var from = _length - distance;
        var to = Extend(length);
        for (var i = 0; i < length; i++)
        {
            to[i] = _bytes[from + i];
        }
    }

    private Span<byte> Extend(int length)
    {
        if (length < 0 || length > BatchCodec.MaxUnpacked - _length)
        {
            throw new InvalidDataException("Compressed records unpack to too much.");
        }

        if (_length + length > _bytes.Length)
        {
            Array.Resize(ref _bytes, (int)Math.Min(Math.Max((long)_bytes.Length * 2, _length + length), BatchCodec.MaxUnpacked));
        }

        _length += length;
        return _bytes.AsSpan(_length - length, length);
    }
}
