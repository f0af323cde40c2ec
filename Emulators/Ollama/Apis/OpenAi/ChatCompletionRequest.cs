using System.Text.Json;

namespace EventAi.Emulators.Ollama.Apis.OpenAi;

internal sealed record ChatCompletionRequest(
    string? Model,
    ChatCompletionRequest.MessageBody[]? Messages,
    bool? Stream,
    StreamOptions? StreamOptions,
    int? MaxTokens,
    int? MaxCompletionTokens,
    int? Seed,
    JsonElement? Stop,
    double? Temperature,
    double? FrequencyPenalty,
    double? PresencePenalty,
    double? TopP,
    ChatCompletionRequest.Format? ResponseFormat,
    ToolBody[]? Tools,
    JsonElement? ToolChoice,
    string? ReasoningEffort,
    int? TopLogprobs)
{
    /// <param name="Role">Of the speaker.</param>
    /// <param name="Content">A string, an array of parts, or null beside tool calls.</param>
    /// <param name="ToolCalls">Of an assistant's message.</param>
    /// <param name="Name">Of a tool.</param>
    /// <param name="ToolCallId">The call that a tool's message answers.</param>
    internal sealed record MessageBody(string? Role, JsonElement Content, OpenAiToolCall[]? ToolCalls, string? Name, string? ToolCallId);

    internal sealed record Format(string? Type, SchemaBody? JsonSchema);

    internal sealed record SchemaBody(JsonElement? Schema);
}
