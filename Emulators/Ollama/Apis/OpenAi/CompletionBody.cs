using System.Text.Json.Serialization;

namespace EventAi.Emulators.Ollama.Apis.OpenAi;

/// <summary>A completion, or a chunk of one.</summary>
internal sealed record CompletionBody(
    string Id,
    string Object,
    long Created,
    string Model,
    string SystemFingerprint,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? ModelKind,
    CompletionBody.TextChoice[] Choices,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] UsageBody? Usage)
{
    internal sealed record TextChoice(string Text, int Index, string? FinishReason);
}
