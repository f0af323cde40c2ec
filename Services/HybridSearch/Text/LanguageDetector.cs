using System.Text;

namespace EventAi.HybridSearch.Text;

/// <summary>
/// The language of a text: that of its script where most of it is ideographic, else the one whose stop words occur most often, unless
/// they hardly occur. Reads the beginning of a long text only.
/// </summary>
public static class LanguageDetector
{
    private const int MaxWords = 400;

    /// <summary>Fewer stop words than one in so many words decide nothing.</summary>
    private const int LeastShare = 12;

    public static Language Detect(string text) => Detect([.. Tokenizer.Words(text).Take(MaxWords)]);

    internal static Language Detect(IReadOnlyList<string> words)
    {
        if (words.Count == 0)
        {
            return Language.Unknown;
        }

        if (words.Count(static word => Scripts.IsIdeographic(FirstRune(word))) * 2 > words.Count)
        {
            return Language.Cjk;
        }

        var (best, most, second) = (Language.Unknown, 0, 0);
        foreach (var (language, stopWords) in StopWords.All)
        {
            var hits = words.Count(stopWords.Contains);
            if (hits > most)
            {
                (best, most, second) = (language, hits, most);
            }
            else
            {
                second = Math.Max(second, hits);
            }
        }

        return most * LeastShare >= words.Count && most > second ? best : Language.Unknown;
    }

    private static Rune FirstRune(string word) => Rune.TryGetRuneAt(word, 0, out var rune) ? rune : Rune.ReplacementChar;
}
