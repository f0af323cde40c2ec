namespace EventAi.Emulators.Aws.Checksums;

/// <summary>
/// Tables of reflected CRCs, eight bytes a step ("slicing by 8", Kounavis and Berry 2005). Polynomials: CRC-32/ISO-HDLC,
/// CRC-32/ISCSI (Castagnoli), CRC-64/NVME (NVM Express specification 2.0, section 5.2.1.3.4).
/// </summary>
internal sealed class CrcTables
{
    private CrcTables(ulong reflectedPolynomial, ulong initial)
    {
        Initial = initial;
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

    public static CrcTables Crc32 { get; } = new(0xEDB88320, 0xFFFFFFFF);

    public static CrcTables Crc32C { get; } = new(0x82F63B78, 0xFFFFFFFF);

    public static CrcTables Crc64Nvme { get; } = new(0x9A6C9329AC4BC9B5, ulong.MaxValue);

    /// <summary>Start value, and what the result is inverted with.</summary>
    public ulong Initial { get; }

    /// <summary>Eight tables of 256.</summary>
    public ulong[] Table { get; } = new ulong[8 * 256];
}
