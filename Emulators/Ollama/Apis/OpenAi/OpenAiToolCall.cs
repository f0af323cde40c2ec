using System.Text.Json;

namespace EventAi.Emulators.Ollama.Apis.OpenAi;

/// <summary>A tool call with its arguments as a string of JSON.</summary>
internal sealed record OpenAiToolCall(string? Id, int Index, string? Type, OpenAiToolCall.CalledFunction? Function)
{
    public static OpenAiToolCall Of(ToolCallBody call)
        => new(call.Id, call.Function!.Index, "function", new CalledFunction(call.Function.Name, call.Function.Arguments.GetRawText()));

    /// <exception cref="OllamaException">400 for arguments that are no JSON object.</exception>
    public ToolCallBody ToOllama()
    {
        try
        {
            using var arguments = JsonDocument.Parse(Function?.Arguments ?? "");
            return arguments.RootElement.ValueKind == JsonValueKind.Object
                ? new ToolCallBody(Id, new ToolCallBody.FunctionCall(Index, Function?.Name, arguments.RootElement.Clone()))
                : throw new JsonException();
        }
        catch (JsonException)
        {
            throw OllamaException.BadRequest("invalid tool call arguments");
        }
    }

    internal sealed record CalledFunction(string? Name, string? Arguments);
}
