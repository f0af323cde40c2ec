using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using EventAi.Emulators.Aws.Sqs.State;

namespace EventAi.Emulators.Aws.Sqs;

/// <summary>
/// MD5 digests that clients compare. That of attributes runs over their names in order: length and name, length and type,
/// one byte (1 text, 2 bytes), length and value; lengths of 4 bytes, big-endian (SQS developer guide, "Calculating the MD5
/// message digest for message attributes").
/// </summary>
internal static class MessageDigest
{
    private const int LargestOnStack = 2048;

#pragma warning disable CA5351 // MD5 is what the protocol says.
    /// <returns>Lower-case hexadecimal.</returns>
    public static string OfBody(string body)
    {
        var most = Encoding.UTF8.GetMaxByteCount(body.Length);
        Span<byte> text = most <= LargestOnStack ? stackalloc byte[LargestOnStack] : new byte[most];
        Span<byte> digest = stackalloc byte[MD5.HashSizeInBytes];
        MD5.HashData(text[..Encoding.UTF8.GetBytes(body, text)], digest);
        return Convert.ToHexStringLower(digest);
    }

    /// <returns>Lower-case hexadecimal; null where there are none.</returns>
    public static string? OfAttributes(IReadOnlyCollection<KeyValuePair<string, MessageAttribute>> attributes)
    {
        if (attributes.Count == 0)
        {
            return null;
        }
        using var bytes = new MemoryStream();
        foreach (var (name, value) in attributes.OrderBy(static attribute => attribute.Key, StringComparer.Ordinal))
        {
            Write(bytes, Encoding.UTF8.GetBytes(name));
            Write(bytes, Encoding.UTF8.GetBytes(value.DataType));
            bytes.WriteByte(value.StringValue is null ? (byte)2 : (byte)1);
            Write(bytes, value.StringValue is null ? value.BinaryValue! : Encoding.UTF8.GetBytes(value.StringValue));
        }
        return Convert.ToHexStringLower(MD5.HashData(bytes.GetBuffer().AsSpan(0, (int)bytes.Length)));
    }
#pragma warning restore CA5351

    private static void Write(MemoryStream bytes, byte[] value)
    {
        Span<byte> length = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(length, value.Length);
        bytes.Write(length);
        bytes.Write(value);
    }
}
