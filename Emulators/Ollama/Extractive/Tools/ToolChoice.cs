using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using EventAi.Emulators.Ollama.Serving;

namespace EventAi.Emulators.Ollama.Extractive.Tools;

/// <summary>
/// Which of the offered tools a request plainly asks for, and with what. Plainly: it holds arithmetic and a tool calculates; it says
/// to search and a tool searches; or it uses a word of a tool's name and holds every argument that the tool cannot do without.
/// </summary>
internal static class ToolChoice
{
    /// <summary>Empty where the request asks for none, and after a tool has answered.</summary>
    public static IReadOnlyList<ToolCall> Decide(ChatTurn turn, string question)
    {
        if (turn.Tools.Count == 0 || turn.Messages[^1].Role != "user" || question.Length == 0)
        {
            return [];
        }

        OfferedTool[] tools = [.. turn.Tools.Select(static tool => new OfferedTool(tool))];
        List<(OfferedTool Tool, JsonObject Arguments)> calls = [];
        if (Arithmetic.Find(question) is { } arithmetic)
        {
            Add(tools, calls, tool => Calculator.Arguments(tool, arithmetic));
        }

        if (Searching.Subject(question) is { } subject)
        {
            Add(tools, calls, tool => Searching.Arguments(tool, subject));
        }

        if (calls.Count == 0)
        {
            var words = ContentWords.Of(question);
            var named = tools.Where(tool => tool.NameWords.Overlaps(words)).OrderByDescending(tool => tool.NameWords.Count(words.Contains)).ThenByDescending(tool => tool.AllWords.Count(words.Contains));
            Add(named, calls, tool => new NamedArguments(question).For(tool));
        }

        return [.. calls.Select((call, index) => new ToolCall(Id(question, index), call.Tool.Definition.Name, JsonSerializer.SerializeToElement(call.Arguments, ExtractiveJson.Relaxed.JsonObject)))];
    }

    /// <summary>The first tool that takes it.</summary>
    private static void Add(IEnumerable<OfferedTool> tools, List<(OfferedTool Tool, JsonObject Arguments)> calls, Func<OfferedTool, JsonObject?> arguments)
    {
        foreach (var tool in tools)
        {
            if (calls.TrueForAll(call => call.Tool != tool) && arguments(tool) is { } taken)
            {
                calls.Add((tool, taken));
                return;
            }
        }
    }

    /// <summary>The same request gets the same ids, as it gets the same answer.</summary>
    private static string Id(string question, int index)
    {
        var hash = question.Aggregate(14695981039346656037UL + (ulong)index, static (sum, character) => (sum ^ character) * 1099511628211UL);
        return string.Create(CultureInfo.InvariantCulture, $"call_{hash & 0xffffffff:x8}");
    }
}
