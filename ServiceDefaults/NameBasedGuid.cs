using System.Security.Cryptography;
using System.Text;

namespace EventAi.ServiceDefaults;

/// <summary>UUID version 5 (RFC 9562, section 5.5): the same name in the same namespace gives the same id, so that an effect repeated is an effect replaced.</summary>
public static class NameBasedGuid
{
    public static Guid Create(Guid space, string name)
    {
        var length = Encoding.UTF8.GetByteCount(name);
        var input = new byte[16 + length];
        space.TryWriteBytes(input, bigEndian: true, out _);
        Encoding.UTF8.GetBytes(name, input.AsSpan(16));
        Span<byte> hash = stackalloc byte[SHA1.HashSizeInBytes];
        SHA1.HashData(input, hash);
        hash[6] = (byte)((hash[6] & 0x0F) | 0x50);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new Guid(hash[..16], bigEndian: true);
    }
}
