using System.Net;
using System.Text.RegularExpressions;

namespace EventAi.Emulators.Aws.S3;

/// <summary>Rules for names (Amazon S3 user guide, "General purpose bucket naming rules").</summary>
internal static partial class BucketName
{
    public static bool IsValid(string name)
        => Shape.IsMatch(name)
            && !name.Contains("..", StringComparison.Ordinal) && !name.Contains(".-", StringComparison.Ordinal) && !name.Contains("-.", StringComparison.Ordinal)
            && !(name.Count(static character => character == '.') == 3 && IPAddress.TryParse(name, out _))
            && !StartsWithAny(name, "xn--", "sthree-", "amzn-s3-demo-")
            && !EndsWithAny(name, "-s3alias", "--ol-s3", ".mrap", "--x-s3", "--table-s3");

    [GeneratedRegex("^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Shape { get; }

    private static bool StartsWithAny(string name, params ReadOnlySpan<string> prefixes)
    {
        foreach (var prefix in prefixes)
        {
            if (name.StartsWith(prefix, StringComparison.Ordinal))
            {
                return true;
            }
        }
        return false;
    }

    private static bool EndsWithAny(string name, params ReadOnlySpan<string> suffixes)
    {
        foreach (var suffix in suffixes)
        {
            if (name.EndsWith(suffix, StringComparison.Ordinal))
            {
                return true;
            }
        }
        return false;
    }
}
