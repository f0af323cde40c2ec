using System.Buffers.Binary;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace EventAi.Emulators.Aws.Checksums;

/// <summary>A CRC of 4 or 8 bytes by <see cref="CrcTables"/>: long pieces folded to 16 bytes where the processor can multiply without carry.</summary>
internal sealed class CrcChecksum(CrcTables tables) : Checksum
{
    private const int Lanes = 4;
    private const int LaneBytes = 16;

    private ulong _crc = tables.Initial;

    public override void Append(ReadOnlySpan<byte> bytes)
    {
        if (Pclmulqdq.IsSupported && bytes.Length >= 2 * Lanes * LaneBytes)
        {
            bytes = Fold(bytes);
        }
        _crc = Step(_crc, bytes);
    }

    /// <summary>Takes all whole blocks of 16 bytes in.</summary>
    /// <returns>What is left.</returns>
    private ReadOnlySpan<byte> Fold(ReadOnlySpan<byte> bytes)
    {
        static Vector128<long> Load(ReadOnlySpan<byte> from) => Vector128.Create(from[..LaneBytes]).AsInt64();
        static Vector128<long> Move(Vector128<long> value, Vector128<long> by)
            => Pclmulqdq.CarrylessMultiply(value, by, 0x00) ^ Pclmulqdq.CarrylessMultiply(value, by, 0x11);
        var a = Load(bytes) ^ Vector128.Create((long)_crc, 0);
        var (b, c, d) = (Load(bytes[LaneBytes..]), Load(bytes[(2 * LaneBytes)..]), Load(bytes[(3 * LaneBytes)..]));
        bytes = bytes[(Lanes * LaneBytes)..];
        for (; bytes.Length >= Lanes * LaneBytes; bytes = bytes[(Lanes * LaneBytes)..])
        {
            a = Move(a, tables.FoldBy64) ^ Load(bytes);
            b = Move(b, tables.FoldBy64) ^ Load(bytes[LaneBytes..]);
            c = Move(c, tables.FoldBy64) ^ Load(bytes[(2 * LaneBytes)..]);
            d = Move(d, tables.FoldBy64) ^ Load(bytes[(3 * LaneBytes)..]);
        }
        a = Move(Move(Move(a, tables.FoldBy16) ^ b, tables.FoldBy16) ^ c, tables.FoldBy16) ^ d;
        for (; bytes.Length >= LaneBytes; bytes = bytes[LaneBytes..])
        {
            a = Move(a, tables.FoldBy16) ^ Load(bytes);
        }
        // What all of it comes to, as if it were the message.
        Span<byte> last = stackalloc byte[LaneBytes];
        a.AsByte().CopyTo(last);
        _crc = Step(0, last);
        return bytes;
    }

    private ulong Step(ulong crc, ReadOnlySpan<byte> bytes)
    {
        var table = tables.Table;
        while (bytes.Length >= 8)
        {
            var value = BinaryPrimitives.ReadUInt64LittleEndian(bytes) ^ crc;
            crc = table[(7 * 256) + (int)(value & 0xFF)]
                ^ table[(6 * 256) + (int)((value >> 8) & 0xFF)]
                ^ table[(5 * 256) + (int)((value >> 16) & 0xFF)]
                ^ table[(4 * 256) + (int)((value >> 24) & 0xFF)]
                ^ table[(3 * 256) + (int)((value >> 32) & 0xFF)]
                ^ table[(2 * 256) + (int)((value >> 40) & 0xFF)]
                ^ table[256 + (int)((value >> 48) & 0xFF)]
                ^ table[(int)(value >> 56)];
            bytes = bytes[8..];
        }
        foreach (var octet in bytes)
        {
            crc = (crc >> 8) ^ table[(int)((crc ^ octet) & 0xFF)];
        }
        return crc;
    }

    public override string Finish()
    {
        Span<byte> value = stackalloc byte[8];
        BinaryPrimitives.WriteUInt64BigEndian(value, _crc ^ tables.Initial);
        return Convert.ToBase64String(value[^tables.Bytes..]);
    }
}
