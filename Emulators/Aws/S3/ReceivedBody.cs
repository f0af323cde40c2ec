using EventAi.Emulators.Aws.Checksums;

namespace EventAi.Emulators.Aws.S3;

/// <summary>A body that has been taken in whole and agrees with every digest the request gave.</summary>
/// <param name="Length">Bytes.</param>
/// <param name="Md5">Lower-case hexadecimal.</param>
/// <param name="Algorithm">Checksum of the client's choice; CRC-64/NVME where it made none, as in S3.</param>
/// <param name="Checksum">Base64.</param>
internal sealed record ReceivedBody(long Length, string Md5, ChecksumAlgorithm Algorithm, string Checksum);
