using System.IO.Compression;

namespace EventAi.Emulators.Kafka.State.Compression;

/// <summary>
/// Looks into the records of a compressed batch: for times and for compaction, never on the way of produced or fetched data. gzip comes with the runtime,
/// snappy and lz4 are decoded here; zstd is not (null), and what needs its records does without.
/// </summary>
internal static class BatchCodec
{
    public const int None = 0;
    public const int Gzip = 1;

    /// <summary>Bytes that the records of one batch may unpack to: a small batch must not take the broker's memory.</summary>
    public const int MaxUnpacked = 256 * 1024 * 1024;

    private const int Snappy = 2;
    private const int Lz4 = 3;

    /// <summary>The records of a batch, unpacked; null when they cannot be.</summary>
    /// <exception cref="InvalidDataException">They are not what the batch's attributes say.</exception>
    public static ReadOnlyMemory<byte>? Unpack(int compression, ReadOnlyMemory<byte> records) => compression switch
    {
        None => records,
        Gzip => Gunzip(records),
        Snappy => SnappyDecoder.Decode(records.Span),
        Lz4 => Lz4Decoder.Decode(records.Span),
        _ => null,
    };

    public static byte[] PackGzip(ReadOnlySpan<byte> records)
    {
        using var memory = new MemoryStream();
        using (var gzip = new GZipStream(memory, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write(records);
        }

        return memory.ToArray();
    }

    private static ReadOnlyMemory<byte> Gunzip(ReadOnlyMemory<byte> records)
    {
        using var gzip = new GZipStream(new MemoryStream(records.ToArray()), CompressionMode.Decompress);
        var unpacked = new UnpackBuffer(records.Length * 4);
        var chunk = new byte[16 * 1024];
        for (int read; (read = gzip.Read(chunk)) > 0;)
        {
            unpacked.Write(chunk.AsSpan(0, read));
        }

        return unpacked.Written;
    }
}
