using System.Text.Json;

namespace EventAi.Emulators.Ollama.Serving;

/// <summary>One request to a chat model.</summary>
/// <param name="Messages">The conversation, at least one message.</param>
/// <param name="Tools">What the model may ask the caller to run.</param>
/// <param name="Format">Null for free text; the string "json"; or a JSON schema.</param>
/// <param name="Options">Sampling and limits.</param>
/// <param name="Raw">The one message is the prompt as the model shall see it, without a template.</param>
internal sealed record ChatTurn(
    IReadOnlyList<ChatMessage> Messages, IReadOnlyList<ToolDefinition> Tools, JsonElement? Format, GenerationOptions Options, bool Raw = false);
