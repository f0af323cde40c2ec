namespace EventAi.Ingestion.Parsing;

/// <summary>
/// Finds sentences: they end at <c>. ! ?</c> before white space, at the full stops of Chinese and Japanese, and at blank
/// lines. Text without spaces counts each of its letters beyond Latin as a word, so that it is cut all the same.
/// </summary>
internal static class Sentences
{
    private const string WideEnds = "。！？";

    public static IEnumerable<Sentence> Split(string text, int maxWords)
    {
        var start = 0;
        var words = 0;
        var inWord = false;
        var lastBreak = -1;
        for (var i = 0; i < text.Length; i++)
        {
            var letter = text[i];
            if (char.IsWhiteSpace(letter))
            {
                inWord = false;
                lastBreak = i;
            }
            else if (letter >= '\u2E80')
            {
                words++;
                inWord = false;
                lastBreak = i;
            }
            else if (!inWord)
            {
                words++;
                inWord = true;
            }
            var ends = EndsAt(text, i);
            if (!ends && words >= maxWords && lastBreak == i && !char.IsLowSurrogate(letter))
            {
                ends = true;
            }
            if (ends)
            {
                if (words > 0)
                {
                    yield return new Sentence(start, Boundary(text, i), words, EndsParagraph(text, Boundary(text, i)));
                }
                start = Boundary(text, i);
                words = 0;
                inWord = false;
            }
        }
        if (words > 0)
        {
            yield return new Sentence(start, text.Length, words, EndsParagraph: true);
        }
    }

    private static bool EndsAt(string text, int i)
    {
        var letter = text[i];
        if (WideEnds.Contains(letter))
        {
            return true;
        }
        if (letter is '.' or '!' or '?')
        {
            return i + 1 == text.Length || (char.IsWhiteSpace(text[i + 1]) && !ContinuesAfter(text, i));
        }
        return letter == '\n' && i + 1 < text.Length && text[i + 1] == '\n';
    }

    /// <summary>"e.g. this" and "No. 5": a lower-case letter or a digit goes on with the sentence.</summary>
    private static bool ContinuesAfter(string text, int i)
    {
        var next = i + 1;
        while (next < text.Length && text[next] == ' ')
        {
            next++;
        }
        return next < text.Length && text[next] != '\n' && text[i] == '.' && char.IsLower(text[next]);
    }

    /// <summary>Nothing but white space with a blank line in it follows.</summary>
    private static bool EndsParagraph(string text, int end)
    {
        var rest = text.AsSpan(end);
        var white = rest[..(rest.Length - rest.TrimStart().Length)];
        return white.Length == rest.Length || white.Count('\n') >= 2 || (end >= 2 && text[end - 1] == '\n' && white.Contains('\n'));
    }

    private static int Boundary(string text, int i) => char.IsHighSurrogate(text[i]) && i + 1 < text.Length ? i + 2 : i + 1;
}
