using System.Security.Cryptography;
using System.Text;

namespace EventAi.Emulators.Aws.Signing;

/// <summary>The key of one day, region and service, derived from the secret, and what is signed with it.</summary>
internal sealed class SigningKey
{
    public const string EmptyHash = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    private readonly byte[] _key;

    public SigningKey(string secret, SignedRequest signature)
    {
        var day = Hmac(Encoding.UTF8.GetBytes("AWS4" + secret), signature.Date);
        _key = Hmac(Hmac(Hmac(day, signature.Region), signature.Service), "aws4_request");
    }

    /// <returns>Lower-case hexadecimal.</returns>
    public string Sign(string stringToSign) => Convert.ToHexStringLower(Hmac(_key, stringToSign));

    public static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private static byte[] Hmac(byte[] key, string text) => HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text));
}
