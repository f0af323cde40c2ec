namespace EventAi.HybridSearch.Stemming;

/// <summary>Endings of nouns, adjectives and verbs off, umlauts as plain vowels, in the manner of Snowball's German stemmer without its regions.</summary>
internal static class GermanStemmer
{
    public static string Stem(string word)
    {
        var stem = Accents.Fold(word);
        stem = Suffixes.Strip(stem, 3, "ern", "em", "en", "er", "es", "e");
        if (stem.Length >= 5 && stem[^1] == 's' && "bdfghklmnrt".Contains(stem[^2], StringComparison.Ordinal))
        {
            stem = stem[..^1];
        }

        stem = Suffixes.Strip(stem, 4, "est", "en", "er");
        stem = Suffixes.Strip(stem, 4, "ungen", "ung", "heit", "keit", "lich", "isch", "ig");
        return stem;
    }
}
