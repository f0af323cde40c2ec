namespace EventAi.HybridSearch.Stemming;

/// <summary>Articles at the end, plurals and the commonest endings off.</summary>
internal static class SwedishStemmer
{
    public static string Stem(string word)
    {
        var stem = word.Length > 3 && word[^1] == 's' ? word[..^1] : word;
        stem = Suffixes.Strip(stem, 3, "heterna", "heten", "heter", "arnas", "ernas", "ornas", "arna", "erna", "orna", "andet", "ande", "aren", "ades", "aste", "ade", "ast", "het", "ar", "er", "or", "en", "et", "an", "at", "as", "es", "a", "e");
        return Suffixes.Strip(stem, 4, "lig", "els", "ig", "ning");
    }
}
