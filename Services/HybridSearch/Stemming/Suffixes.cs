namespace EventAi.HybridSearch.Stemming;

/// <summary>The light stemmers' one operation.</summary>
internal static class Suffixes
{
    /// <summary>The word without the first of these endings that it has, if at least so many letters are left.</summary>
    public static string Strip(string word, int least, params ReadOnlySpan<string> endings)
    {
        foreach (var ending in endings)
        {
            if (word.Length >= ending.Length + least && word.EndsWith(ending, StringComparison.Ordinal))
            {
                return word[..^ending.Length];
            }
        }

        return word;
    }
}
