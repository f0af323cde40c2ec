using System.Text.Json.Serialization;

namespace EventAi.Emulators.Ollama.Apis.OpenAi;

/// <summary>A line of a streamed chat completion.</summary>
internal sealed record ChatChunkBody(
    string Id,
    string Object,
    long Created,
    string Model,
    string SystemFingerprint,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? ModelKind,
    ChatChunkBody.ChunkChoice[] Choices,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] UsageBody? Usage = null)
{
    internal sealed record ChunkChoice(int Index, Delta Delta, string? FinishReason = null);

    internal sealed record Delta(
        [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Role = null,
        [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Content = null,
        [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] OpenAiToolCall[]? ToolCalls = null);
}
