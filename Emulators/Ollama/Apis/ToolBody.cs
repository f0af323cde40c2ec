using System.Text.Json;

namespace EventAi.Emulators.Ollama.Apis;

/// <summary>A tool that a request offers.</summary>
internal sealed record ToolBody(string? Type, ToolBody.FunctionBody? Function)
{
    internal sealed record FunctionBody(string? Name, string? Description, JsonElement Parameters);
}
