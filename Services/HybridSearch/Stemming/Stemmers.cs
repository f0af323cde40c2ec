using EventAi.HybridSearch.Text;

namespace EventAi.HybridSearch.Stemming;

/// <summary>The stem of a lower-case word; words with digits, ideographs and those of unknown languages stay as they are.</summary>
internal static class Stemmers
{
    public static string Stem(string word, Language language)
    {
        if (word.Any(static character => !char.IsLetter(character) && character != '\''))
        {
            return word.Trim('.', '\'');
        }

        return language switch
        {
            Language.English => EnglishStemmer.Stem(word),
            Language.German => GermanStemmer.Stem(word),
            Language.French => FrenchStemmer.Stem(word),
            Language.Spanish => RomanceStemmer.Spanish(word),
            Language.Italian => RomanceStemmer.Italian(word),
            Language.Portuguese => RomanceStemmer.Portuguese(word),
            Language.Dutch => DutchStemmer.Stem(word),
            Language.Swedish => SwedishStemmer.Stem(word),
            _ => word,
        };
    }
}
