using System.Security.Cryptography;
using System.Text;
using EventAi.PersonalData;
using Microsoft.Extensions.Options;

namespace EventAi.Ingestion.PersonalData;

/// <summary>
/// Keys derived from the one secret (HKDF, RFC 5869): per tenant, one that makes tokens (HMAC-SHA-256: the same value, the same token; another
/// tenant, another token) and one that encrypts (AES-256-GCM, bound to tenant and token).
/// </summary>
public sealed class PersonalDataKeys(IOptions<PersonalDataOptions> options)
{
    private const int KeyLength = 32;
    private const int NonceLength = 12;
    private const int TagLength = 16;
    private const int TokenLetters = 16;

    /// <summary>Letters that spell no word and look like no number: a token is never found again as personal data.</summary>
    private const string Alphabet = "bcdfghjkmnpqrstv";

    private readonly byte[] _secret = Encoding.UTF8.GetBytes(options.Value.Key);

    /// <summary>For example <c>pii_email_bcdfghjkmnpqrstv</c>.</summary>
    internal string Token(string tenant, PersonalDataMatch match)
    {
        var hash = HMACSHA256.HashData(Derive("token", tenant), Encoding.UTF8.GetBytes($"{match.Kind.TokenName()}\0{match.Normalized}"));
        return string.Create(4 + match.Kind.TokenName().Length + 1 + TokenLetters, (Name: match.Kind.TokenName(), hash), static (span, state) =>
        {
            "pii_".CopyTo(span);
            state.Name.CopyTo(span[4..]);
            span[4 + state.Name.Length] = '_';
            var letters = span[(5 + state.Name.Length)..];
            for (var i = 0; i < letters.Length; i++)
            {
                letters[i] = Alphabet[(state.hash[i / 2] >> (i % 2 * 4)) & 0xF];
            }
        });
    }

    public byte[] Encrypt(string tenant, string token, string value)
    {
        using var aes = new AesGcm(Derive("encrypt", tenant), TagLength);
        var plain = Encoding.UTF8.GetBytes(value);
        var sealedValue = new byte[NonceLength + plain.Length + TagLength];
        RandomNumberGenerator.Fill(sealedValue.AsSpan(0, NonceLength));
        aes.Encrypt(
            sealedValue.AsSpan(0, NonceLength), plain, sealedValue.AsSpan(NonceLength, plain.Length), sealedValue.AsSpan(NonceLength + plain.Length), Encoding.UTF8.GetBytes(token));
        return sealedValue;
    }

    /// <summary>Null where the value was written with another key, or tampered with.</summary>
    public string? Decrypt(string tenant, string token, byte[] sealedValue)
    {
        if (sealedValue.Length < NonceLength + TagLength)
        {
            return null;
        }
        using var aes = new AesGcm(Derive("encrypt", tenant), TagLength);
        var plain = new byte[sealedValue.Length - NonceLength - TagLength];
        try
        {
            aes.Decrypt(
                sealedValue.AsSpan(0, NonceLength), sealedValue.AsSpan(NonceLength, plain.Length), sealedValue.AsSpan(NonceLength + plain.Length), plain, Encoding.UTF8.GetBytes(token));
            return Encoding.UTF8.GetString(plain);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    private byte[] Derive(string purpose, string tenant) => HKDF.DeriveKey(HashAlgorithmName.SHA256, _secret, KeyLength, info: Encoding.UTF8.GetBytes($"eventai/{purpose}/{tenant}"));
}
