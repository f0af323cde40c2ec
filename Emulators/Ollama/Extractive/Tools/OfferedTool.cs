using System.Text.RegularExpressions;
using EventAi.Emulators.Ollama.Serving;

namespace EventAi.Emulators.Ollama.Extractive.Tools;

/// <summary>A tool with the words of its name and what it takes.</summary>
internal sealed partial class OfferedTool
{
    /// <summary>Words that say nothing about what a tool is for.</summary>
    private static readonly HashSet<string> Empty = new(
        ["get", "fetch", "do", "run", "tool", "function", "call", "execute", "use", "the", "a", "an", "of", "for", "to", "and", "current", "my", "api", "service", "data", "info", "two", "number", "numbers"],
        StringComparer.Ordinal);

    public OfferedTool(ToolDefinition definition)
    {
        Definition = definition;
        Parameters = ToolParameter.Of(definition.Parameters);
        NameWords = Stems(Split().Replace(definition.Name, " "));
        AllWords = [.. NameWords, .. Stems(definition.Description)];
    }

    public ToolDefinition Definition { get; }

    public IReadOnlyList<ToolParameter> Parameters { get; }

    /// <summary>Stems of the words of its name, without empty ones.</summary>
    public HashSet<string> NameWords { get; }

    /// <summary>Stems of its name and description.</summary>
    public HashSet<string> AllWords { get; }

    public bool Concerns(params ReadOnlySpan<string> words)
    {
        foreach (var word in words)
        {
            if (AllWords.Contains(ContentWords.Stem(word)))
            {
                return true;
            }
        }

        return false;
    }

    private static HashSet<string> Stems(string text)
        => [.. Word().Matches(text.ToLowerInvariant()).Select(static match => match.Value).Where(static word => !Empty.Contains(word)).Select(ContentWords.Stem)];

    [GeneratedRegex(@"(?<=[a-z0-9])(?=[A-Z])|[_\-./\s]+", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Split();

    [GeneratedRegex(@"[\p{L}\p{N}]+", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Word();
}
