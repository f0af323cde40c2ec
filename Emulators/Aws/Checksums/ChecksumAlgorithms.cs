namespace EventAi.Emulators.Aws.Checksums;

/// <summary>Names of the algorithms on the wire (Amazon S3 API reference, PutObject).</summary>
internal static class ChecksumAlgorithms
{
    public static List<ChecksumAlgorithm> All { get; } = [.. Enum.GetValues<ChecksumAlgorithm>()];

    private static readonly string[] Headers = [.. All.Select(static algorithm => "x-amz-checksum-" + Name(algorithm).ToLowerInvariant())];

    /// <summary>E.g. <c>x-amz-checksum-crc32</c>.</summary>
    public static string Header(ChecksumAlgorithm algorithm) => Headers[(int)algorithm];

    /// <summary>E.g. <c>CRC32</c>, as in <c>x-amz-sdk-checksum-algorithm</c>.</summary>
    public static string Name(ChecksumAlgorithm algorithm) => algorithm switch
    {
        ChecksumAlgorithm.Crc32 => "CRC32",
        ChecksumAlgorithm.Crc32C => "CRC32C",
        ChecksumAlgorithm.Crc64Nvme => "CRC64NVME",
        ChecksumAlgorithm.Sha1 => "SHA1",
        _ => "SHA256",
    };

    /// <summary>E.g. <c>ChecksumCRC32</c>, the element in XML.</summary>
    public static string Element(ChecksumAlgorithm algorithm) => "Checksum" + Name(algorithm);

    public static ChecksumAlgorithm? Parse(string name)
        => All.Where(algorithm => Name(algorithm).Equals(name, StringComparison.OrdinalIgnoreCase)).Select(static algorithm => (ChecksumAlgorithm?)algorithm).FirstOrDefault();

    public static ChecksumAlgorithm? ParseHeader(string header)
        => All.Where(algorithm => Header(algorithm).Equals(header, StringComparison.OrdinalIgnoreCase)).Select(static algorithm => (ChecksumAlgorithm?)algorithm).FirstOrDefault();

    /// <summary>Bytes of a value.</summary>
    public static int Length(ChecksumAlgorithm algorithm) => algorithm switch
    {
        ChecksumAlgorithm.Crc32 or ChecksumAlgorithm.Crc32C => 4,
        ChecksumAlgorithm.Crc64Nvme => 8,
        ChecksumAlgorithm.Sha1 => 20,
        _ => 32,
    };

    public static Checksum Create(ChecksumAlgorithm algorithm) => algorithm switch
    {
        ChecksumAlgorithm.Crc32 => new CrcChecksum(CrcTables.Crc32),
        ChecksumAlgorithm.Crc32C => new CrcChecksum(CrcTables.Crc32C),
        ChecksumAlgorithm.Crc64Nvme => new CrcChecksum(CrcTables.Crc64Nvme),
        ChecksumAlgorithm.Sha1 => new HashChecksum(System.Security.Cryptography.HashAlgorithmName.SHA1),
        _ => new HashChecksum(System.Security.Cryptography.HashAlgorithmName.SHA256),
    };
}
