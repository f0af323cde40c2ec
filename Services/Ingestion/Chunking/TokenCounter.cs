using System.Globalization;

namespace EventAi.Ingestion.Chunking;

/// <summary>
/// Counts a text's tokens without the model's vocabulary, on the safe side: a word has one token for so many letters begun, a digit group and a
/// mark one, every letter of a script without spaces one. <see cref="EmbeddingModels"/> says how many letters, per model.
/// </summary>
public sealed class TokenCounter(double lettersPerToken)
{
    public int Count(ReadOnlySpan<char> text)
    {
        var tokens = 0;
        for (var i = 0; i < text.Length;)
        {
            var length = Next(text[i..], int.MaxValue, out var cost);
            tokens += cost;
            i += length;
        }
        return tokens;
    }

    /// <summary>
    /// The length of the first piece of a text that must not be cut (a word, a number, a mark, a letter of a script without spaces, a run of
    /// white space) and its tokens. A word of more than <paramref name="maxTokens"/> is cut there, between two letters with their marks.
    /// </summary>
    public int Next(ReadOnlySpan<char> text, int maxTokens, out int tokens)
    {
        var first = ElementLength(text);
        if (char.IsWhiteSpace(text[0]))
        {
            tokens = 0;
            var white = 1;
            while (white < text.Length && char.IsWhiteSpace(text[white]))
            {
                white++;
            }
            return white;
        }
        if (!IsWordLetter(text[0]))
        {
            tokens = first <= 2 ? 1 : (first + 1) / 2;
            return first;
        }
        var digits = char.IsDigit(text[0]);
        var perToken = digits ? 2 : text[0] < '\u0250' ? lettersPerToken : Math.Min(lettersPerToken, 2);
        var (length, elements) = (first, 1);
        while (length < text.Length && IsWordLetter(text[length]) && char.IsDigit(text[length]) == digits && elements < maxTokens * perToken)
        {
            length += ElementLength(text[length..]);
            elements++;
        }
        tokens = (int)Math.Ceiling(elements / perToken);
        return length;
    }

    /// <summary>A letter with its marks. Below the combining marks every character stands for itself.</summary>
    private static int ElementLength(ReadOnlySpan<char> text)
        => text.Length == 1 || (text[0] < '\u0300' && text[1] < '\u0300' && text[0] != '\r') ? 1 : StringInfo.GetNextTextElementLength(text);

    /// <summary>A letter of a script that parts words by spaces.</summary>
    private static bool IsWordLetter(char letter) => char.IsLetterOrDigit(letter) && !IsSpaceless(letter);

    /// <summary>Thai, Lao, Tibetan, Myanmar, Khmer, and everything from the CJK radicals on but the Hangul syllables' spaces do not help either.</summary>
    private static bool IsSpaceless(char letter)
        => letter is (>= '\u0E00' and <= '\u0FFF') or (>= '\u1000' and <= '\u109F') or (>= '\u1780' and <= '\u17FF') or >= '\u2E80';
}
