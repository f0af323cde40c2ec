using System.Globalization;
using System.Text;

namespace EventAi.Emulators.Qdrant.State.Payloads;

/// <summary>How a full-text index takes a text apart (Qdrant documentation: "Full-text index").</summary>
internal sealed record TextOptions(
    TextTokenizer Tokenizer, bool Lowercase, int MinLength, int MaxLength, bool AsciiFolding, bool Phrases, IReadOnlyList<string> StopWords)
{
    public static readonly TextOptions Default = new(TextTokenizer.Word, Lowercase: true, 0, int.MaxValue, AsciiFolding: false, Phrases: false, []);

    /// <summary>The tokens of a stored text, in order.</summary>
    public IEnumerable<string> Tokens(string text)
    {
        foreach (var token in Split(text))
        {
            if (Tokenizer != TextTokenizer.Prefix)
            {
                if (token.Length >= MinLength && token.Length <= MaxLength)
                {
                    yield return token;
                }
                continue;
            }
            for (var length = Math.Max(1, MinLength); length <= Math.Min(token.Length, MaxLength); length++)
            {
                yield return token[..length];
            }
        }
    }

    /// <summary>The tokens of a query: with the prefix tokenizer whole words, as far as the index goes.</summary>
    public IEnumerable<string> QueryTokens(string text)
        => Tokenizer == TextTokenizer.Prefix
            ? Split(text).Where(token => token.Length >= MinLength).Select(token => token.Length > MaxLength ? token[..MaxLength] : token)
            : Tokens(text);

    private IEnumerable<string> Split(string text)
    {
        var folded = AsciiFolding ? Fold(text) : text;
        var lower = Lowercase ? folded.ToLowerInvariant() : folded;
        var words = Tokenizer == TextTokenizer.Whitespace ? lower.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries) : Words(lower);
        return StopWords.Count == 0 ? words : words.Where(word => !StopWords.Contains(word, StringComparer.Ordinal));
    }

    private IEnumerable<string> Words(string text)
    {
        var start = 0;
        for (var i = 0; i <= text.Length; i++)
        {
            var single = i < text.Length && Tokenizer == TextTokenizer.Multilingual && text[i] is >= '\u3040' and <= '\u9fff';
            if (i < text.Length && char.IsLetterOrDigit(text[i]) && !single)
            {
                continue;
            }
            if (i > start)
            {
                yield return text[start..i];
            }
            if (single)
            {
                yield return text[i..(i + 1)];
            }
            start = i + 1;
        }
    }

    private static string Fold(string text)
    {
        var folded = new StringBuilder(text.Length);
        foreach (var letter in text.Normalize(NormalizationForm.FormD))
        {
            if (CharUnicodeInfo.GetUnicodeCategory(letter) != UnicodeCategory.NonSpacingMark)
            {
                folded.Append(letter);
            }
        }
        return folded.ToString();
    }
}
