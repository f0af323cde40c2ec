using System.Security.Cryptography;

namespace EventAi.Emulators.Aws;

/// <summary>Ids by which an answer is told apart in logs: 16 capital characters, as S3's look.</summary>
internal static class RequestId
{
    private const string Alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    public static string New() => RandomNumberGenerator.GetString(Alphabet, 16);
}
