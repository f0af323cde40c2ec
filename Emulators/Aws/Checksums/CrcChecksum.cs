using System.Buffers.Binary;

namespace EventAi.Emulators.Aws.Checksums;

/// <summary>A CRC of 4 or 8 bytes by <see cref="CrcTables"/>.</summary>
internal sealed class CrcChecksum(CrcTables tables, int bytes) : Checksum
{
    private ulong _crc = tables.Initial;

    public override void Append(ReadOnlySpan<byte> bytes)
    {
        var crc = _crc;
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
        _crc = crc;
    }

    public override string Finish()
    {
        Span<byte> value = stackalloc byte[8];
        BinaryPrimitives.WriteUInt64BigEndian(value, _crc ^ tables.Initial);
        return Convert.ToBase64String(value[^bytes..]);
    }
}
