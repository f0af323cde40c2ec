using System.Text.RegularExpressions;

namespace EventAi.Emulators.Ollama.Extractive;

/// <summary>Cuts text into sentences. A line of a list, a heading and a paragraph's end each end a sentence too.</summary>
internal static partial class SentenceSplitter
{
    private const int MinLetters = 3;

    private static readonly HashSet<string> Abbreviations = new(StringComparer.OrdinalIgnoreCase)
    {
        "e.g", "i.e", "etc", "vs", "cf", "approx", "no", "fig", "dr", "mr", "mrs", "ms", "prof", "st", "jr", "sr", "inc", "ltd", "co", "al",
    };

    public static IEnumerable<string> Split(string text)
    {
        foreach (var paragraph in Paragraphs(text))
        {
            var start = 0;
            foreach (Match match in Ends().Matches(paragraph))
            {
                var end = match.Index + match.Length;
                if (EndsSentence(paragraph, start, match.Index, end))
                {
                    if (Clean(paragraph[start..end]) is { } sentence)
                    {
                        yield return sentence;
                    }

                    start = end;
                }
            }

            if (Clean(paragraph[start..]) is { } last)
            {
                yield return last;
            }
        }
    }

    /// <summary>Lines that belong together, as Markdown joins them; a list item, heading, table row or blank line begins anew.</summary>
    private static IEnumerable<string> Paragraphs(string text)
    {
        var current = "";
        foreach (var raw in text.ReplaceLineEndings("\n").Split('\n'))
        {
            var line = raw.Trim();
            var marked = Marker().Match(line);
            if (line.Length == 0 || marked.Success)
            {
                if (current.Length > 0)
                {
                    yield return current;
                }

                current = line[marked.Length..];
                if (marked.Success && marked.Value[0] == '#' && current.Length > 0)
                {
                    yield return current;
                    current = "";
                }
            }
            else
            {
                current = current.Length == 0 ? line : $"{current} {line}";
            }
        }

        if (current.Length > 0)
        {
            yield return current;
        }
    }

    private static bool EndsSentence(string text, int start, int mark, int end)
    {
        if (end >= text.Length || text[mark] is '。' or '！' or '？')
        {
            return true;
        }

        if (!char.IsWhiteSpace(text[end]))
        {
            return false;
        }

        var next = text.AsSpan(end).TrimStart();
        if (next.Length > 0 && char.IsLower(next[0]))
        {
            return false;
        }

        var word = text.AsSpan(start, mark - start);
        word = word[(word.LastIndexOf(' ') + 1)..].TrimStart("(\"'");
        var isInitial = word.Length == 1 && char.IsUpper(word[0]);
        return text[mark] != '.' || !(isInitial || Abbreviations.GetAlternateLookup<ReadOnlySpan<char>>().Contains(word));
    }

    private static string? Clean(string sentence)
    {
        var trimmed = sentence.Trim();
        return trimmed.Count(char.IsLetterOrDigit) >= MinLetters ? trimmed : null;
    }

    [GeneratedRegex("[.!?。！？]+[\"'”’)\\]]*", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Ends();

    [GeneratedRegex(@"^([-*•+]\s+|\d{1,3}[.)]\s+|#{1,6}\s+|>\s*|\|\s*)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Marker();
}
