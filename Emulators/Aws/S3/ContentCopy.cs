using System.Buffers;

namespace EventAi.Emulators.Aws.S3;

/// <summary>Reads kept content in pieces.</summary>
internal static class ContentCopy
{
    private const int PieceBytes = 256 * 1024;

    /// <exception cref="EndOfStreamException">There is less than there must be.</exception>
    public static void Run(Stream content, long length, S3Payload.Sink sink)
    {
        var piece = ArrayPool<byte>.Shared.Rent(PieceBytes);
        try
        {
            for (var left = length; left > 0;)
            {
                var read = content.Read(piece, 0, (int)Math.Min(piece.Length, left));
                if (read == 0)
                {
                    throw new EndOfStreamException("Kept content is shorter than its size.");
                }
                sink(piece.AsSpan(0, read));
                left -= read;
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(piece);
        }
    }
}
