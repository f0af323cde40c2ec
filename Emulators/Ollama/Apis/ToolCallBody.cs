using System.Text.Json;
using System.Text.Json.Serialization;

namespace EventAi.Emulators.Ollama.Apis;

internal sealed record ToolCallBody(
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Id, ToolCallBody.FunctionCall? Function)
{
    /// <param name="Index">Place among the calls of an answer.</param>
    /// <param name="Name">Of the tool.</param>
    /// <param name="Arguments">A JSON object.</param>
    internal sealed record FunctionCall(int Index, string? Name, JsonElement Arguments);
}
