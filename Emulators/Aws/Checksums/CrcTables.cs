using System.Runtime.Intrinsics;

namespace EventAi.Emulators.Aws.Checksums;

/// <summary>
/// Tables of reflected CRCs, eight bytes a step ("slicing by 8", Kounavis and Berry 2005). Polynomials: CRC-32/ISO-HDLC,
/// CRC-32/ISCSI (Castagnoli), CRC-64/NVME (NVM Express specification 2.0, section 5.2.1.3.4). Folding: Gopal and others, "Fast CRC computation for generic
/// polynomials using PCLMULQDQ instruction", 2009.
/// </summary>
internal sealed class CrcTables
{
    private CrcTables(ulong reflectedPolynomial, ulong initial, int bytes)
    {
        (Initial, Bytes) = (initial, bytes);
        // Of x to the power of what lies between a word and the place it is folded to, less one for the shift of a reflected product.
        ulong Power(int exponent)
        {
            var value = 1UL << ((8 * bytes) - 1);
            for (; exponent > 0; exponent--)
            {
                value = (value & 1) != 0 ? (value >> 1) ^ reflectedPolynomial : value >> 1;
            }
            return value << (64 - (8 * bytes));
        }
        FoldBy16 = Vector128.Create(Power(128 + 64 - 1), Power(128 - 1)).AsInt64();
        FoldBy64 = Vector128.Create(Power(512 + 64 - 1), Power(512 - 1)).AsInt64();
        for (var i = 0; i < 256; i++)
        {
            var value = (ulong)i;
            for (var bit = 0; bit < 8; bit++)
            {
                value = (value & 1) != 0 ? (value >> 1) ^ reflectedPolynomial : value >> 1;
            }
            Table[i] = value;
        }
        for (var i = 256; i < Table.Length; i++)
        {
            Table[i] = (Table[i - 256] >> 8) ^ Table[Table[i - 256] & 0xFF];
        }
    }

    public static CrcTables Crc32 { get; } = new(0xEDB88320, 0xFFFFFFFF, bytes: 4);

    public static CrcTables Crc32C { get; } = new(0x82F63B78, 0xFFFFFFFF, bytes: 4);

    public static CrcTables Crc64Nvme { get; } = new(0x9A6C9329AC4BC9B5, ulong.MaxValue, bytes: 8);

    /// <summary>Of a value.</summary>
    public int Bytes { get; }

    /// <summary>What moves 16 bytes by as many, by carry-less multiplication.</summary>
    public Vector128<long> FoldBy16 { get; }

    /// <summary>What moves 16 bytes by 64.</summary>
    public Vector128<long> FoldBy64 { get; }

    /// <summary>Start value, and what the result is inverted with.</summary>
    public ulong Initial { get; }

    /// <summary>Eight tables of 256.</summary>
    public ulong[] Table { get; } = new ulong[8 * 256];
}
