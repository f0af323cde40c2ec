using System.Security.Cryptography;

namespace EventAi.Emulators.Aws.Checksums;

internal sealed class HashChecksum(HashAlgorithmName algorithm) : Checksum
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(algorithm);

    public override void Append(ReadOnlySpan<byte> bytes) => _hash.AppendData(bytes);

    public override string Finish() => Convert.ToBase64String(_hash.GetHashAndReset());

    public override void Dispose() => _hash.Dispose();
}
