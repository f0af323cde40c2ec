namespace EventAi.HybridSearch.Stemming;

/// <summary>Spanish, Italian and Portuguese: plurals, genders and the commonest endings of nouns and verbs off; accents folded.</summary>
internal static class RomanceStemmer
{
    public static string Spanish(string word)
    {
        var stem = Suffixes.Strip(Accents.Fold(word), 3, "es", "s");
        stem = Suffixes.Strip(stem, 4, "amiento", "imiento", "aciones", "acion", "ucion", "cion", "idad", "mente", "ista", "ismo", "able", "ible", "ador", "ando", "iendo", "aron", "ieron", "aba", "ada", "ado", "ida", "ido", "ar", "er", "ir");
        return Suffixes.Strip(stem, 3, "a", "o", "e");
    }

    public static string Italian(string word)
    {
        var apostrophe = word.IndexOf('\'', StringComparison.Ordinal);
        var stem = Accents.Fold(apostrophe >= 1 && apostrophe + 3 < word.Length ? word[(apostrophe + 1)..] : word);
        stem = Suffixes.Strip(stem, 4, "amento", "amenti", "imento", "imenti", "azione", "azioni", "izione", "izioni", "mente", "abile", "ibile", "atore", "atori", "ismo", "ista", "ando", "endo", "are", "ere", "ire", "ato", "ata", "ati", "ate", "uto", "uta", "ito", "ita", "iti", "ite");
        return Suffixes.Strip(Suffixes.Strip(stem, 3, "hi", "he", "ia", "ie", "io"), 3, "a", "e", "i", "o");
    }

    public static string Portuguese(string word)
    {
        var stem = Accents.Fold(word);
        stem = stem.Length > 4 && (stem.EndsWith("oes", StringComparison.Ordinal) || stem.EndsWith("aes", StringComparison.Ordinal)) ? $"{stem[..^3]}ao" : Suffixes.Strip(stem, 3, "es", "s");
        stem = Suffixes.Strip(stem, 4, "amento", "imento", "adora", "ador", "acao", "icao", "cao", "idade", "mente", "ista", "ismo", "avel", "ivel", "ando", "endo", "indo", "aram", "eram", "ava", "ada", "ado", "ida", "ido", "ar", "er", "ir");
        return Suffixes.Strip(stem, 3, "a", "o", "e");
    }
}
