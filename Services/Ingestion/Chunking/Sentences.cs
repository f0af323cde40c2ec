namespace EventAi.Ingestion.Chunking;

/// <summary>
/// Finds sentences: they end at <c>. ! ?</c> before white space, at the full stops of Chinese and Japanese, and at line ends of lists and blank
/// lines. A sentence of more tokens than allowed is cut between two words, or two letters where there are no spaces.
/// </summary>
internal static class Sentences
{
    private const string WideEnds = "。！？｡";
    private const string Closing = "\"'”’»)]」』）】";

    public static List<Sentence> Split(string text, TokenCounter counter, int maxTokens)
    {
        var sentences = new List<Sentence>();
        var (start, tokens, position) = (0, 0, 0);
        while (position < text.Length)
        {
            var length = counter.Next(text.AsSpan(position), maxTokens, out var cost);
            if (tokens > 0 && tokens + cost > maxTokens)
            {
                Add(sentences, text, start, position, tokens);
                (start, tokens) = (position, 0);
            }
            tokens += cost;
            var end = position + length;
            if (cost > 0 && EndsAt(text, end - 1, out var behind))
            {
                tokens += behind > end ? counter.Count(text.AsSpan(end, behind - end)) : 0;
                Add(sentences, text, start, behind, tokens);
                (start, tokens, end) = (behind, 0, behind);
            }
            else if (cost == 0 && tokens > 0 && text.AsSpan(position, length).Count('\n') >= 2)
            {
                Add(sentences, text, start, position, tokens);
                (start, tokens) = (position, 0);
            }
            position = end;
        }
        if (tokens > 0)
        {
            Add(sentences, text, start, text.Length, tokens);
        }
        return sentences;
    }

    private static void Add(List<Sentence> sentences, string text, int start, int end, int tokens)
    {
        if (tokens > 0)
        {
            var rest = text.AsSpan(end);
            var white = rest[..(rest.Length - rest.TrimStart().Length)];
            sentences.Add(new Sentence(start, end, tokens, white.Length == rest.Length || white.Count('\n') >= 2));
        }
    }

    /// <summary>Where a sentence ends with the character at <paramref name="i"/>, it ends behind the quotes and brackets that close there.</summary>
    private static bool EndsAt(string text, int i, out int behind)
    {
        behind = i + 1;
        var letter = text[i];
        var wide = WideEnds.Contains(letter);
        if (!wide && letter is not ('.' or '!' or '?' or '…'))
        {
            return false;
        }
        while (behind < text.Length && Closing.Contains(text[behind]))
        {
            behind++;
        }
        return wide || behind == text.Length || (char.IsWhiteSpace(text[behind]) && !ContinuesAfter(text, behind, letter));
    }

    /// <summary>"e.g. this": a lower-case letter goes on with the sentence.</summary>
    private static bool ContinuesAfter(string text, int next, char end)
    {
        while (next < text.Length && text[next] == ' ')
        {
            next++;
        }
        return next < text.Length && text[next] != '\n' && end == '.' && char.IsLower(text[next]);
    }
}
