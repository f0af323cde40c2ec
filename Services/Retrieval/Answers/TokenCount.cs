namespace EventAi.Retrieval.Answers;

/// <summary>
/// Tokens of a text as byte-pair vocabularies of today's models cut it, estimated from above: four letters of a word to a token, a token for
/// each other sign, and one for each character of a script without spaces.
/// </summary>
internal static class TokenCount
{
    private const int LettersPerToken = 4;

    public static int Of(ReadOnlySpan<char> text)
    {
        var (tokens, letters) = (0, 0);
        foreach (var character in text)
        {
            if (char.IsLetterOrDigit(character) && character < '\u2e80')
            {
                letters++;
                continue;
            }
            tokens += (letters + LettersPerToken - 1) / LettersPerToken;
            letters = 0;
            tokens += char.IsWhiteSpace(character) ? 0 : 1;
        }
        return tokens + ((letters + LettersPerToken - 1) / LettersPerToken);
    }
}
