using System.Globalization;
using System.Text.RegularExpressions;
using EventAi.Emulators.Ollama.Serving;

namespace EventAi.Emulators.Ollama.Extractive;

/// <summary>What the prompt holds for this model: context blocks, tool results, a question. The convention is in the emulator's README.</summary>
internal sealed partial class ChatPrompt
{
    private const string QuestionLabel = "Question:";
    private const string ResultsLabel = "Results:";

    private readonly List<ContextBlock> blocks = [];
    private readonly List<ToolResult> results = [];
    private string unnumbered = "";

    public string Question { get; private set; } = "";

    public IReadOnlyList<ContextBlock> Blocks => blocks;

    public IReadOnlyList<ToolResult> Results => results;

    /// <summary>
    /// Reads what tools answered to the last user message, or else the last message that carries blocks or results; and the question of
    /// the last user message. Where nothing is numbered, what stands before the question is the context.
    /// </summary>
    public static ChatPrompt Parse(IReadOnlyList<ChatMessage> messages)
    {
        var prompt = new ChatPrompt();
        ToolAnswers.Read(messages, prompt.blocks, prompt.results);
        foreach (var message in messages.Reverse().Where(static message => message.Role != "tool"))
        {
            var parsed = new ChatPrompt();
            parsed.Read(message.Content);
            if (prompt.blocks.Count == 0 && prompt.results.Count == 0)
            {
                prompt.blocks.AddRange(parsed.blocks);
                prompt.results.AddRange(parsed.results);
            }

            if (message.Role == "user" && prompt.Question.Length == 0)
            {
                (prompt.Question, prompt.unnumbered) = (parsed.Question, parsed.unnumbered);
            }
        }

        if (prompt.blocks.Count == 0 && prompt.results.Count == 0 && prompt.unnumbered.Length > 0)
        {
            prompt.blocks.Add(new ContextBlock(1, "", prompt.unnumbered));
        }

        return prompt;
    }

    /// <summary>
    /// The question starts at the last line labelled so, because a document may hold such a line too; without a label it is the text
    /// outside blocks and results. A block starts only where its number follows the one before: documents have lines like [7] as well.
    /// </summary>
    private void Read(string content)
    {
        var lines = content.ReplaceLineEndings("\n").Split('\n');
        var questionLine = Array.FindLastIndex(lines, static line => line.TrimStart().StartsWith(QuestionLabel, StringComparison.OrdinalIgnoreCase));
        List<string> outside = [];
        List<string>? block = null;
        var inResults = false;
        for (var index = 0; index < (questionLine < 0 ? lines.Length : questionLine); index++)
        {
            var line = lines[index];
            if (line.Trim().Equals(ResultsLabel, StringComparison.OrdinalIgnoreCase))
            {
                (inResults, block) = (true, Close(block));
            }
            else if (inResults)
            {
                AddResult(line);
            }
            else if (Numbered().Match(line) is { Success: true } header && Number(header) == blocks.Count + (block is null ? 1 : 2))
            {
                Close(block);
                block = [header.Groups["text"].Value];
            }
            else
            {
                (block ?? outside).Add(line);
            }
        }

        Close(block);
        var rest = string.Join('\n', outside).Trim();
        if (questionLine >= 0)
        {
            Question = string.Join('\n', lines[questionLine..]).TrimStart()[QuestionLabel.Length..].Trim();
            unnumbered = ContextLabel().Replace(rest, "");
        }
        else if (LastQuestion().Match(rest) is { Success: true } asked)
        {
            Question = asked.Groups["question"].Value.Trim();
            unnumbered = ContextLabel().Replace(asked.Groups["context"].Value.Trim(), "");
        }
        else
        {
            Question = rest;
        }
    }

    private List<string>? Close(List<string>? block)
    {
        if (block is not null)
        {
            blocks.Add(new ContextBlock(blocks.Count + 1, block[0].Trim(), string.Join('\n', block.Skip(1)).Trim()));
        }

        return null;
    }

    private void AddResult(string line)
    {
        if (Numbered().Match(line) is { Success: true } numbered)
        {
            results.Add(new ToolResult(Number(numbered), numbered.Groups["text"].Value.Trim()));
        }
        else if (Bullet().Match(line) is { Success: true } bullet)
        {
            results.Add(new ToolResult(results.Count == 0 ? 1 : results[^1].Number + 1, bullet.Groups["text"].Value.Trim()));
        }
        else if (line.Trim() is { Length: > 0 } rest)
        {
            // A result of several lines, or a first one without a mark.
            if (results.Count == 0)
            {
                results.Add(new ToolResult(1, rest));
            }
            else
            {
                results[^1] = results[^1] with { Text = $"{results[^1].Text} {rest}" };
            }
        }
    }

    private static int Number(Match match) => int.Parse(match.Groups["number"].Value, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^\s{0,3}\[(?<number>\d{1,4})\]\s*(?<text>.*)$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Numbered();

    /// <summary>Sentences, and at the end a question.</summary>
    [GeneratedRegex(@"^(?<context>.{20,}[.!:]\s+|.{20,}\n)(?<question>[^.!\n]{4,}[?？])\s*$", RegexOptions.ExplicitCapture | RegexOptions.Singleline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex LastQuestion();

    [GeneratedRegex(@"^(context|document|text|passage|information)s?:\s*", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ContextLabel();

    [GeneratedRegex(@"^\s*[-*•]\s+(?<text>.+)$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Bullet();
}
