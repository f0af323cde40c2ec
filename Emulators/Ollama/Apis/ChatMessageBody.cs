using System.Text.Json.Serialization;

namespace EventAi.Emulators.Ollama.Apis;

internal sealed record ChatMessageBody(string? Role, string? Content, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string[]? Images = null);
