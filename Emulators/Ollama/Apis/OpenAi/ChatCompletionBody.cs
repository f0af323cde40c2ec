using System.Text.Json.Serialization;

namespace EventAi.Emulators.Ollama.Apis.OpenAi;

internal sealed record ChatCompletionBody(
    string Id,
    string Object,
    long Created,
    string Model,
    string SystemFingerprint,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? ModelKind,
    ChatCompletionBody.ChatChoice[] Choices,
    UsageBody Usage)
{
    internal sealed record ChatChoice(int Index, Message Message, string? FinishReason);

    internal sealed record Message(
        string Role, string? Content, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] OpenAiToolCall[]? ToolCalls);
}
