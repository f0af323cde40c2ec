using System.Text;

namespace EventAi.HybridSearch.Text;

/// <summary>
/// Cuts a text into lower-case words of letters and digits. An apostrophe or a point between two letters or digits belongs to the word
/// (don't, 3.5, u.s.a), a hyphen parts it; scripts without spaces between words give pairs of neighbouring characters.
/// </summary>
internal static class Tokenizer
{
    private const int MaxWordLength = 64;

    public static IEnumerable<string> Words(string text)
    {
        var word = new StringBuilder();
        Rune? previousIdeograph = null;
        var paired = false;
        for (var index = 0; index < text.Length; index++)
        {
            if (!Rune.TryGetRuneAt(text, index, out var rune))
            {
                continue;
            }

            index += rune.Utf16SequenceLength - 1;
            if (Scripts.IsIdeographic(rune))
            {
                if (Taken(word) is { } before)
                {
                    yield return before;
                }

                if (previousIdeograph is { } first)
                {
                    yield return $"{first}{rune}";
                    paired = true;
                }

                previousIdeograph = rune;
                continue;
            }

            if (previousIdeograph is { } alone && !paired)
            {
                yield return alone.ToString();
            }

            (previousIdeograph, paired) = (null, false);
            if (Rune.IsLetterOrDigit(rune) || (word.Length > 0 && Rune.GetUnicodeCategory(rune) is System.Globalization.UnicodeCategory.NonSpacingMark))
            {
                word.Append(Rune.ToLowerInvariant(rune).ToString());
            }
            else if (rune.Value is not ('\'' or '’' or '.') || word.Length == 0 || index + 1 >= text.Length || !char.IsLetterOrDigit(text[index + 1]))
            {
                if (Taken(word) is { } complete)
                {
                    yield return complete;
                }
            }
            else
            {
                word.Append(rune.Value == '.' ? '.' : '\'');
            }
        }

        if (previousIdeograph is { } last && !paired)
        {
            yield return last.ToString();
        }

        if (Taken(word) is { } rest)
        {
            yield return rest;
        }
    }

    private static string? Taken(StringBuilder word)
    {
        if (word.Length == 0)
        {
            return null;
        }

        var taken = word.ToString(0, Math.Min(word.Length, MaxWordLength));
        word.Clear();
        return taken;
    }
}
