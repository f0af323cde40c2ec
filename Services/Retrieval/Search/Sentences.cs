namespace EventAi.Retrieval.Search;

/// <summary>
/// Cuts a passage into sentences, as places in it: after a full stop, question or exclamation mark that a blank follows (none is needed after
/// their full-width forms), at an empty line, and before the item of a list or the row of a table. A single line break inside a
/// sentence is only a wrapped line.
/// </summary>
internal static class Sentences
{
    private static readonly HashSet<string> Abbreviations = new(StringComparer.OrdinalIgnoreCase)
    {
        "mr", "mrs", "ms", "dr", "prof", "st", "no", "nr", "vs", "etc", "e.g", "i.e", "cf", "fig", "inc", "ltd", "co", "approx", "z.b", "d.h", "bzw", "ca", "p", "pp",
    };

    public static IEnumerable<TextSpan> Of(string text)
    {
        var start = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (Ends(text, i, start))
            {
                var end = i + 1;
                while (end < text.Length && text[end] is '"' or '\'' or ')' or ']' or '”' or '’' or '」' or '』')
                {
                    end++;
                }
                if (Trimmed(text, start, end) is { Length: > 0 } sentence)
                {
                    yield return sentence;
                }
                start = end;
                i = end - 1;
            }
        }
        if (Trimmed(text, start, text.Length) is { Length: > 0 } last)
        {
            yield return last;
        }
    }

    private static bool Ends(string text, int i, int start) => text[i] switch
    {
        '。' or '！' or '？' => true,
        '\n' => IsBlock(text, i + 1),
        '!' or '?' => IsEnd(text, i + 1),
        '.' => IsEnd(text, i + 1) && !GoesOnSmall(text, i + 1) && !IsAbbreviation(text, i, start),
        _ => false,
    };

    /// <summary>Blank or end, perhaps after closing quotes and brackets.</summary>
    private static bool IsEnd(string text, int i)
    {
        while (i < text.Length && text[i] is '"' or '\'' or ')' or ']' or '”' or '’')
        {
            i++;
        }
        return i >= text.Length || char.IsWhiteSpace(text[i]);
    }

    /// <summary>No sentence begins with a small letter: "at 7.30 a.m. daily".</summary>
    private static bool GoesOnSmall(string text, int i)
    {
        while (i < text.Length && char.IsWhiteSpace(text[i]))
        {
            i++;
        }
        return i < text.Length && char.IsLower(text[i]);
    }

    /// <summary>What begins at the start of a line stands for itself: an empty line, an item, a row, a heading.</summary>
    private static bool IsBlock(string text, int i)
    {
        while (i < text.Length && text[i] is ' ' or '\t' or '\r')
        {
            i++;
        }
        if (i >= text.Length || text[i] is '\n' or '|' or '#' or '•')
        {
            return true;
        }
        if (text[i] is '-' or '*' or '+')
        {
            return i + 1 < text.Length && text[i + 1] == ' ';
        }
        var digits = i;
        while (digits < text.Length && char.IsAsciiDigit(text[digits]))
        {
            digits++;
        }
        return digits > i && digits + 1 < text.Length && text[digits] is '.' or ')' && text[digits + 1] == ' ';
    }

    /// <summary>A known abbreviation, an initial, or the number of an item.</summary>
    private static bool IsAbbreviation(string text, int stop, int start)
    {
        var word = stop;
        while (word > start && !char.IsWhiteSpace(text[word - 1]) && text[word - 1] is not ('(' or '"'))
        {
            word--;
        }
        var before = text.AsSpan(word, stop - word);
        return before.Length switch
        {
            0 => false,
            1 when char.IsUpper(before[0]) => true,
            <= 3 when before.IndexOfAnyExceptInRange('0', '9') < 0 && text.AsSpan(start, word - start).IsWhiteSpace() => true,
            _ => Abbreviations.GetAlternateLookup<ReadOnlySpan<char>>().Contains(before),
        };
    }

    private static TextSpan Trimmed(string text, int start, int end)
    {
        while (start < end && char.IsWhiteSpace(text[start]))
        {
            start++;
        }
        while (end > start && char.IsWhiteSpace(text[end - 1]))
        {
            end--;
        }
        return new TextSpan(start, end - start);
    }
}
