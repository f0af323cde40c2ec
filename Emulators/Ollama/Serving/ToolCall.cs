using System.Text.Json;

namespace EventAi.Emulators.Ollama.Serving;

/// <param name="Id">Names the call for its result.</param>
/// <param name="Name">Of the tool.</param>
/// <param name="Arguments">A JSON object.</param>
internal sealed record ToolCall(string Id, string Name, JsonElement Arguments);
