using System.Security.Cryptography;
using System.Text;

namespace EventAi.Emulators.Aws.S3.Access;

/// <summary>
/// Whose request it is. An access key of twelve digits is its own account, as in other local endpoints; every other key is the account that owns all the rest
/// (<see cref="AwsOptions.AccountId"/>). What access control lists name are canonical ids of 64 hexadecimal digits.
/// </summary>
internal static class S3Accounts
{
    /// <summary>Who uploads without a signature (Amazon S3 user guide, "Access control list overview").</summary>
    public const string AnonymousId = "65a011a29cdf8ec533ec3d1ccaae921c";

    /// <summary>The canonical id that AWS's examples and other local endpoints have for their one account.</summary>
    public const string DefaultId = "75aa57f09aa0c8caeab4f8c24e99d10f8e7faeebf76c078efc7c6caea54ba06a";

    private const int AccountDigits = 12;
    private const int IdDigits = 64;

    public static string OfKey(string accessKey) => accessKey.Length == AccountDigits && accessKey.All(char.IsAsciiDigit) ? accessKey : AwsOptions.AccountId;

    /// <param name="account">Null for an anonymous caller.</param>
    public static string CanonicalId(string? account)
        => account is null ? AnonymousId
            : account == AwsOptions.AccountId ? DefaultId
            : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(account)));

    public static bool IsAccount(string text) => text.Length == AccountDigits && text.All(char.IsAsciiDigit);

    public static bool IsCanonicalId(string text) => (text.Length == IdDigits && text.All(char.IsAsciiHexDigit)) || text == AnonymousId;
}
