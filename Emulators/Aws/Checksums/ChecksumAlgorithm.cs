namespace EventAi.Emulators.Aws.Checksums;

/// <summary>Additional checksums of S3, in the order in which headers are looked for.</summary>
internal enum ChecksumAlgorithm
{
    Crc32,
    Crc32C,
    Crc64Nvme,
    Sha1,
    Sha256,
}
