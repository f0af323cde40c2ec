using System.Text.Json;

namespace EventAi.Emulators.Ollama.Serving;

/// <param name="Name">Of the function.</param>
/// <param name="Description">What it does, for the model.</param>
/// <param name="Parameters">JSON schema of its arguments; an undefined element where it has none.</param>
internal sealed record ToolDefinition(string Name, string Description, JsonElement Parameters);
