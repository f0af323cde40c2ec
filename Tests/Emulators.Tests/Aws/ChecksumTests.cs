using System.Text;
using EventAi.Emulators.Aws.Checksums;

namespace EventAi.Emulators.Tests.Aws;

public sealed class ChecksumTests
{
    // Check values of the catalogue of parametrised CRC algorithms (reveng), and of FIPS 180-4.
    [Theory]
    [InlineData("CRC32", "CBF43926")]
    [InlineData("CRC32C", "E3069283")]
    [InlineData("CRC64NVME", "AE8B14860A799888")]
    [InlineData("SHA1", "F7C3BC1D808E04732ADF679965CCC34CA7AE3441")]
    [InlineData("SHA256", "15E2B0D3C33891EBB0F1EF609EC419420C20E320CE94C65FBC8C3312448EB225")]
    public void Finish_CheckInput_IsTheCatalogueValue(string name, string expected)
    {
        using var checksum = ChecksumAlgorithms.Create(ChecksumAlgorithms.Parse(name)!.Value);
        checksum.Append("1234"u8);
        checksum.Append("56789"u8);
        Assert.Equal(expected, Convert.ToHexString(Convert.FromBase64String(checksum.Finish())));
    }

    [Theory]
    [InlineData("CRC32")]
    [InlineData("CRC32C")]
    [InlineData("CRC64NVME")]
    public void Append_LongPieces_IsTheSameAsByteByByte(string name)
    {
        var random = new Random(3);
        for (var length = 0; length < 600; length += 1 + random.Next(7))
        {
            var bytes = new byte[length];
            random.NextBytes(bytes);
            using var whole = ChecksumAlgorithms.Create(ChecksumAlgorithms.Parse(name)!.Value);
            using var single = ChecksumAlgorithms.Create(ChecksumAlgorithms.Parse(name)!.Value);
            var split = random.Next(length + 1);
            whole.Append(bytes.AsSpan(0, split));
            whole.Append(bytes.AsSpan(split));
            foreach (var octet in bytes)
            {
                single.Append([octet]);
            }
            Assert.Equal(single.Finish(), whole.Finish());
        }
    }

    [Fact]
    public void Append_AnySplit_IsTheSame()
    {
        var bytes = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Range(0, 50).Select(static i => $"{i:X} ")));
        string At(int split)
        {
            using var checksum = ChecksumAlgorithms.Create(ChecksumAlgorithm.Crc64Nvme);
            checksum.Append(bytes.AsSpan(0, split));
            checksum.Append(bytes.AsSpan(split));
            return checksum.Finish();
        }
        Assert.Single(Enumerable.Range(0, bytes.Length).Select(At).Distinct(StringComparer.Ordinal));
    }
}
