using System.Text.RegularExpressions;

namespace EventAi.Retrieval.Answers;

/// <summary>
/// Checks a sentence of an answer before a user sees it. The instructions of the prompt do not come out; links and pictures that no
/// passage holds do not (they could carry data away); personal data and control tokens are masked.
/// </summary>
internal sealed partial class OutputSafety(IReadOnlyList<string> passages)
{
    /// <summary>So many words in a row of the instructions are no chance.</summary>
    private const int LeakedWords = 8;

    private static readonly string InstructionWords = Words(AnswerPrompt.Instructions);

    /// <summary>The sentence as it may be shown; null where it must not be.</summary>
    public string? Passed(string sentence)
    {
        if (Leaks(sentence))
        {
            return null;
        }
        var text = PassageGuard.ControlTokens().Replace(sentence, "");
        text = Picture().Replace(text, "");
        text = Link().Replace(text, link => IsKnown(link.Value) ? link.Value : "[link removed]");
        return PersonalDataMask.Masked(text);
    }

    private static bool Leaks(string sentence)
    {
        var words = Words(sentence).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        for (var i = 0; i + LeakedWords <= words.Length; i++)
        {
            if (InstructionWords.Contains($" {string.Join(' ', words, i, LeakedWords)} ", StringComparison.Ordinal))
            {
                return true;
            }
        }
        return false;
    }

    private bool IsKnown(string link) => passages.Any(passage => passage.Contains(link.TrimEnd('.', ',', ')', ';'), StringComparison.OrdinalIgnoreCase));

    private static string Words(string text) => $" {NoWord().Replace(text.ToLowerInvariant(), " ").Trim()} ";

    [GeneratedRegex(@"[^\p{L}\p{N}]+", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex NoWord();

    [GeneratedRegex(@"!\[[^\]]*\]\([^)]*\)|<(img|script|iframe|object|embed|svg)\b[^>]*>?", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Picture();

    [GeneratedRegex(@"\b((https?|ftp|javascript|data|file):[^\s<>""')\]]+|www\.[^\s<>""')\]]+)", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Link();
}
