using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace EventAi.Emulators.Ollama.Extractive.Tools;

/// <summary>Calls of tools that search, where the request says to search.</summary>
internal static partial class Searching
{
    /// <summary>What to search for; null where the request does not say so.</summary>
    public static string? Subject(string request)
        => Command().Match(request) is { Success: true } match && match.Groups["subject"].Value.Trim(' ', '"', '.', '?', '!', '\'') is { Length: > 1 } subject ? subject : null;

    /// <summary>Null where the tool does not search, or wants to know more than what to search for.</summary>
    public static JsonObject? Arguments(OfferedTool tool, string subject)
    {
        if (!tool.Concerns("search", "lookup", "look", "find", "retrieve", "query", "browse", "web", "google", "wikipedia"))
        {
            return null;
        }

        var texts = tool.Parameters.Where(static parameter => parameter.IsText).ToArray();
        var target = Array.Find(texts, static parameter => parameter.IsNamed("query", "search", "text", "term", "keyword", "question", "topic", "input")) ?? texts.FirstOrDefault();
        return target is null || tool.Parameters.Any(parameter => parameter.Required && parameter != target) ? null : new JsonObject { [target.Name] = subject };
    }

    [GeneratedRegex(@"\b(search|look\s+up|look\s+for|google|browse|find\s+out|find)\b(\s+(the|our|my|your|in|on|through|web|internet|online|documents?|documentation|docs|knowledge\s+base|database|files?|wikipedia|me|some|information|details|facts))*(\s+(for|about|on|who|what))?\s+(?<subject>[^?.!\n]+)", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Command();
}
