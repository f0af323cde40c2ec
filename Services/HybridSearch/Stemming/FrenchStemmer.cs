namespace EventAi.HybridSearch.Stemming;

/// <summary>Elided articles, plurals, feminine forms and the commonest endings off; accents folded.</summary>
internal static class FrenchStemmer
{
    public static string Stem(string word)
    {
        var apostrophe = word.IndexOf('\'', StringComparison.Ordinal);
        var stem = Accents.Fold(apostrophe is >= 1 and <= 2 ? word[(apostrophe + 1)..] : word);
        if (stem.Length > 4 && stem.EndsWith("aux", StringComparison.Ordinal))
        {
            stem = $"{stem[..^2]}l";
        }

        stem = Suffixes.Strip(stem, 3, "s", "x");
        stem = Suffixes.Strip(
            stem, 4, "issement", "issant", "atrice", "ateur", "ation", "ement", "ment", "euse", "eux", "ite", "ive", "if", "able", "ique", "isme", "iste", "ance", "ence", "ant", "ent", "aient", "erait", "ait", "ee", "er", "ez", "ir", "re", "e");
        return stem.Length > 4 && stem[^1] == stem[^2] ? stem[..^1] : stem;
    }
}
