using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using EventAi.Retrieval.Search;

namespace EventAi.Retrieval.Answers;

/// <summary>
/// Makes a passage plain data before it comes into a prompt: what cannot be seen, the control tokens of chat templates and lines that
/// look like the prompt's own marks lose their meaning, and sentences that give the model orders are left out. Whatever a document's
/// author writes, the prompt keeps its shape.
/// </summary>
internal static partial class PassageGuard
{
    public const string Omitted = "(a sentence was left out)";

    /// <returns>The harmless text, and how many sentences were left out.</returns>
    public static (string Text, int Orders) Harmless(string passage)
    {
        var text = Marks().Replace(ControlTokens().Replace(Visible(passage), " "), "› ${mark}");
        if (!Orders().IsMatch(text))
        {
            return (text, 0);
        }
        var kept = new StringBuilder(text.Length);
        var (end, orders) = (0, 0);
        foreach (var sentence in Sentences.Of(text))
        {
            kept.Append(text, end, sentence.Start - end);
            end = sentence.Start + sentence.Length;
            var words = text.Substring(sentence.Start, sentence.Length);
            var isOrder = Orders().IsMatch(words);
            orders += isOrder ? 1 : 0;
            kept.Append(isOrder ? Omitted : words);
        }
        return (kept.ToString(), orders);
    }

    /// <summary>The same for what stands on one line: a title or a heading.</summary>
    public static string HarmlessLine(string line)
    {
        var (text, orders) = Harmless(LineBreaks().Replace(line, " "));
        return orders > 0 ? "" : text.Trim();
    }

    /// <summary>Without control and format characters (zero width, direction, tags), which people do not see and models read.</summary>
    private static string Visible(string text)
    {
        var visible = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.Value is '\n' or '\t' or '\u200d' || Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.PrivateUse))
            {
                visible.Append(rune.ToString());
            }
        }
        return visible.ToString();
    }

    [GeneratedRegex(@"<\|[^|<>\n]{1,40}\|>|</?s>|\[/?INST\]|<</?SYS>>|<(start|end)_of_turn>|<｜[^｜\n]{1,40}｜>", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    internal static partial Regex ControlTokens();

    /// <summary>A line that begins as a numbered passage or as a part of the prompt does.</summary>
    [GeneratedRegex(@"(?<=^|\n)(?<mark>[ \t]*(\[\d{1,4}\]|#*[ \t]*(question|results|context|system|assistant|user|human|instructions?)[ \t]*:))", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Marks();

    [GeneratedRegex(
        """
        \b(ignore|disregard|forget|override|bypass)\b[^.!?\n]{0,40}\b(previous|prior|above|earlier|preceding|all|any|other|your|system|these|those)\b[^.!?\n]{0,30}\b(instructions?|prompts?|rules?|directions?|guidelines?|context|passages?|documents?)\b
        |\b(you\s+are\s+now|from\s+now\s+on,?\s+you|act\s+as|pretend\s+to\s+be|you\s+must\s+now)\b
        |\b(reveal|print|repeat|output|show|leak|expose|disclose)\b[^.!?\n]{0,30}\b(system\s+prompt|hidden\s+prompt|initial\s+prompt|your\s+(instructions|prompt|rules))\b
        |\b(new|updated|real|secret)\s+(system\s+)?instructions?\s*:
        |\b(answer|respond|reply)\b[^.!?\n]{0,30}\b(only|always|exactly|instead)\b[^.!?\n]{0,20}\b(with|by)\b
        |\b(the\s+)?(assistant|language\s+model|llm|chatbot|ai\s+model)\s+(must|should|shall|has\s+to|will\s+now)\b
        |\bdo\s+not\s+(answer|cite|follow|mention)\b[^.!?\n]{0,40}\b(question|instructions?|passages?|rules?|sources?|this\s+(document|text))\b
        """,
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.IgnorePatternWhitespace,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex Orders();

    [GeneratedRegex(@"\s*[\r\n]+\s*", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex LineBreaks();
}
