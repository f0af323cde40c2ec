using System.Buffers.Binary;

namespace EventAi.Emulators.Kafka.State.Compression;

/// <summary>An LZ4 frame ("LZ4 Frame Format Description", "LZ4 Block Format Description"). Its checksums are not looked at: the batch has one of its own.</summary>
internal static class Lz4Decoder
{
    private const uint FrameMagic = 0x184D2204;
    private const uint Stored = 0x8000_0000;
    private const int MinMatch = 4;

    public static ReadOnlyMemory<byte> Decode(ReadOnlySpan<byte> input)
    {
        var output = new UnpackBuffer(input.Length * 4);
        if (BinaryPrimitives.ReadUInt32LittleEndian(Take(ref input, 4)) != FrameMagic)
        {
            throw new InvalidDataException("Records are no LZ4 frame.");
        }

        var flags = Take(ref input, 2)[0];
        _ = Take(ref input, ((flags & 0x08) != 0 ? 8 : 0) + ((flags & 0x01) != 0 ? 4 : 0) + 1);
        var blockChecksum = (flags & 0x10) != 0 ? 4 : 0;
        while (true)
        {
            var size = BinaryPrimitives.ReadUInt32LittleEndian(Take(ref input, 4));
            if (size == 0)
            {
                return output.Written;
            }

            var block = Take(ref input, (int)(size & ~Stored));
            if ((size & Stored) != 0)
            {
                output.Write(block);
            }
            else
            {
                Block(block, output);
            }

            _ = Take(ref input, blockChecksum);
        }
    }

    private static void Block(ReadOnlySpan<byte> input, UnpackBuffer output)
    {
        while (input.Length > 0)
        {
            var token = Take(ref input, 1)[0];
            output.Write(Take(ref input, Length(token >> 4, ref input)));
            if (input.Length == 0)
            {
                return;
            }

            var distance = BinaryPrimitives.ReadUInt16LittleEndian(Take(ref input, 2));
            output.Repeat(distance, Length(token & 0x0F, ref input) + MinMatch);
        }
    }

    /// <summary>Fifteen means that more follows, in bytes that add up until one is not 255.</summary>
    private static int Length(int nibble, ref ReadOnlySpan<byte> input)
    {
        var length = nibble;
        for (var more = nibble == 15; more;)
        {
            var next = Take(ref input, 1)[0];
            length = checked(length + next);
            more = next == byte.MaxValue;
        }

        return length;
    }

    private static ReadOnlySpan<byte> Take(ref ReadOnlySpan<byte> input, int length)
    {
        if ((uint)length > (uint)input.Length)
        {
            throw new InvalidDataException("An LZ4 frame ends too early.");
        }

        var taken = input[..length];
        input = input[length..];
        return taken;
    }
}
