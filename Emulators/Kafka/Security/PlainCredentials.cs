using System.Security.Cryptography;
using System.Text;

namespace EventAi.Emulators.Kafka.Security;

/// <summary>SASL/PLAIN (RFC 4616): authorization identity, user and password, each behind a NUL; the first is empty or the user.</summary>
internal static class PlainCredentials
{
    /// <summary>The user whose password the token holds, or null. Takes as long for a user that there is not.</summary>
    public static string? User(ReadOnlySpan<byte> token, IReadOnlyDictionary<string, string> passwords)
    {
        var parts = Encoding.UTF8.GetString(token).Split('\0');
        if (parts.Length != 3)
        {
            return null;
        }

        var known = passwords.TryGetValue(parts[1], out var password);
        var matches = CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(parts[2])), SHA256.HashData(Encoding.UTF8.GetBytes(password ?? "")));
        return known && matches && (parts[0].Length == 0 || parts[0] == parts[1]) ? parts[1] : null;
    }
}
