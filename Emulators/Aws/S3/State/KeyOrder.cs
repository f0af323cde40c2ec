namespace EventAi.Emulators.Aws.S3.State;

/// <summary>The order of listings: that of the keys' UTF-8 bytes. Null comes after every key.</summary>
internal sealed class KeyOrder : IComparer<string?>
{
    public static readonly KeyOrder Instance = new();

    public int Compare(string? x, string? y)
    {
        if (x is null || y is null)
        {
            return (x is null ? 1 : 0) - (y is null ? 1 : 0);
        }
        var common = x.AsSpan().CommonPrefixLength(y);
        return common == x.Length || common == y.Length ? x.Length.CompareTo(y.Length) : Weight(x[common]).CompareTo(Weight(y[common]));
    }

    /// <summary>The smallest text after every key that begins with <paramref name="prefix"/>; null where there is no simple one.</summary>
    public static string? After(string prefix)
        => prefix.Length > 0 && prefix[^1] < '\uD7FF' ? prefix[..^1] + (char)(prefix[^1] + 1) : null;

    /// <summary>Surrogates stand for the characters after U+FFFF, which UTF-8 puts last.</summary>
    private static int Weight(char character) => character switch
    {
        >= '\uE000' => character - 0x800,
        >= '\uD800' => character + 0x2000,
        _ => character,
    };
}
