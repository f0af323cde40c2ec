namespace EventAi.HybridSearch.Stemming;

/// <summary>Plurals and the commonest endings off; doubled vowels and consonants single, so that maan meets manen.</summary>
internal static class DutchStemmer
{
    public static string Stem(string word)
    {
        var stem = Suffixes.Strip(Accents.Fold(word), 3, "heden", "ingen", "eren", "en", "s", "e");
        stem = Suffixes.Strip(stem, 4, "heid", "ing", "lijk", "end", "ig");
        if (stem.Length > 3 && stem[^1] == stem[^2] && !"aeiou".Contains(stem[^1], StringComparison.Ordinal))
        {
            stem = stem[..^1];
        }

        return stem.Length > 3 && stem[^2] == stem[^3] && "aeou".Contains(stem[^2], StringComparison.Ordinal) ? $"{stem[..^2]}{stem[^1]}" : stem;
    }
}
