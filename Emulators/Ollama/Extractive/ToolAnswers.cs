using System.Text.Json;
using EventAi.Emulators.Ollama.Serving;

namespace EventAi.Emulators.Ollama.Extractive;

/// <summary>
/// What tools answered since the last user message, numbered from 1: a short answer is a result as it is, each passage of a long one, or
/// of a JSON array, a block to choose sentences from.
/// </summary>
internal static class ToolAnswers
{
    private const int MaxResultLength = 240;

    public static void Read(IReadOnlyList<ChatMessage> messages, List<ContextBlock> blocks, List<ToolResult> results)
    {
        var start = messages.Count;
        while (start > 0 && messages[start - 1].Role != "user")
        {
            start--;
        }

        List<ToolCall> calls = [.. messages.Skip(start).SelectMany(static message => message.ToolCalls)];
        var number = 0;
        foreach (var (message, index) in messages.Skip(start).Where(static message => message.Role == "tool").Select(static (message, index) => (message, index)))
        {
            var call = index < calls.Count ? calls[index] : null;
            foreach (var passage in Passages(message.Content))
            {
                number++;
                if (passage.Length <= MaxResultLength)
                {
                    results.Add(new ToolResult(number, Worded(passage, call)));
                }
                else
                {
                    blocks.Add(new ContextBlock(number, message.ToolName ?? call?.Name ?? "", passage));
                }
            }
        }
    }

    /// <summary>A bare number gets the arithmetic that it answers before it.</summary>
    private static string Worded(string result, ToolCall? call)
    {
        if (double.TryParse(result, out _) && call is { Arguments.ValueKind: JsonValueKind.Object }
            && call.Arguments.EnumerateObject().ToArray() is [{ Value.ValueKind: JsonValueKind.String } only] && only.Value.GetString()!.AsSpan().IndexOfAny("+-*/^%") >= 0)
        {
            return $"{only.Value.GetString()} = {result}";
        }

        return result;
    }

    private static IEnumerable<string> Passages(string content)
    {
        if (content.TrimStart() is not ['{' or '[', ..])
        {
            return [content.Trim()];
        }

        try
        {
            using var json = JsonDocument.Parse(content);
            return json.RootElement.ValueKind == JsonValueKind.Array
                ? [.. json.RootElement.EnumerateArray().Select(Flat)]
                : json.RootElement.EnumerateObject().ToArray() is [{ Value.ValueKind: JsonValueKind.Array } only] ? [.. only.Value.EnumerateArray().Select(Flat)] : [Flat(json.RootElement)];
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            // No JSON, or a text in it that is none.
            return [content.Trim()];
        }
    }

    /// <summary>Texts of an object by their names, all else as it is.</summary>
    private static string Flat(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => string.Join(", ", value.EnumerateObject().Select(static property => $"{property.Name}: {Flat(property.Value)}")),
        JsonValueKind.Array => string.Join("; ", value.EnumerateArray().Select(Flat)),
        JsonValueKind.String => value.GetString()!,
        _ => value.GetRawText(),
    };
}
