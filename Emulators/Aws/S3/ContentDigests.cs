using System.Security.Cryptography;
using EventAi.Emulators.Aws.Checksums;

namespace EventAi.Emulators.Aws.S3;

/// <summary>MD5 and checksum of content as it passes.</summary>
internal sealed class ContentDigests(ChecksumAlgorithm algorithm) : IDisposable
{
#pragma warning disable CA5351 // The ETag of S3 is an MD5.
    private readonly IncrementalHash _md5 = IncrementalHash.CreateHash(HashAlgorithmName.MD5);
#pragma warning restore CA5351
    private readonly Checksum _checksum = ChecksumAlgorithms.Create(algorithm);

    public void Append(ReadOnlySpan<byte> piece)
    {
        _md5.AppendData(piece);
        _checksum.Append(piece);
    }

    /// <summary>Lower-case hexadecimal.</summary>
    public string Md5() => Convert.ToHexStringLower(_md5.GetHashAndReset());

    /// <summary>Base64.</summary>
    public string Checksum() => _checksum.Finish();

    public void Dispose()
    {
        _md5.Dispose();
        _checksum.Dispose();
    }
}
