using System.Buffers.Binary;

namespace EventAi.Emulators.Kafka.State.Compression;

/// <summary>
/// Snappy's format ("Snappy compressed format description"): literals and copies of what came before. Java clients put blocks with a length before each into a
/// frame of their own (xerial), others write one bare block.
/// </summary>
internal static class SnappyDecoder
{
    private const int FrameHeader = 16;

    private static ReadOnlySpan<byte> FrameMagic => [0x82, (byte)'S', (byte)'N', (byte)'A', (byte)'P', (byte)'P', (byte)'Y', 0];

    public static ReadOnlyMemory<byte> Decode(ReadOnlySpan<byte> input)
    {
        var output = new UnpackBuffer(input.Length * 4);
        if (!input.StartsWith(FrameMagic))
        {
            Block(input, output);
            return output.Written;
        }

        for (var rest = Behind(input, FrameHeader); rest.Length > 0;)
        {
            var length = BinaryPrimitives.ReadInt32BigEndian(First(rest, sizeof(int)));
            rest = rest[sizeof(int)..];
            Block(First(rest, length), output);
            rest = rest[length..];
        }

        return output.Written;
    }

    private static void Block(ReadOnlySpan<byte> input, UnpackBuffer output)
    {
        // The unpacked length, a varint: the buffer grows by what really comes.
        while ((First(input, 1)[0] & 0x80) != 0)
        {
            input = input[1..];
        }

        input = input[1..];
        while (input.Length > 0)
        {
            var tag = input[0];
            input = input[1..];
            switch (tag & 3)
            {
                case 0:
                    var length = (tag >> 2) + 1;
                    if (length > 60)
                    {
                        var bytes = length - 60;
                        length = checked((int)(Little(First(input, bytes)) + 1));
                        input = input[bytes..];
                    }

                    output.Write(First(input, length));
                    input = input[length..];
                    break;
                case 1:
                    output.Repeat(((tag & 0xE0) << 3) | First(input, 1)[0], ((tag >> 2) & 7) + 4);
                    input = input[1..];
                    break;
                default:
                    var size = (tag & 3) == 2 ? 2 : 4;
                    output.Repeat(checked((int)Little(First(input, size))), (tag >> 2) + 1);
                    input = input[size..];
                    break;
            }
        }
    }

    private static uint Little(ReadOnlySpan<byte> bytes)
    {
        var value = 0u;
        for (var i = bytes.Length - 1; i >= 0; i--)
        {
            value = (value << 8) | bytes[i];
        }

        return value > int.MaxValue - 1 ? throw new InvalidDataException("A snappy block has an impossible length.") : value;
    }

    private static ReadOnlySpan<byte> First(ReadOnlySpan<byte> input, int length) =>
        (uint)length <= (uint)input.Length ? input[..length] : throw new InvalidDataException("A snappy block ends too early.");

    private static ReadOnlySpan<byte> Behind(ReadOnlySpan<byte> input, int length) => input[First(input, length).Length..];
}
