using System.Text.Json;

namespace EventAi.Emulators.Ollama.Apis.OpenAi;

internal sealed record CompletionRequest(
    string? Model,
    string? Prompt,
    string? Suffix,
    bool? Stream,
    StreamOptions? StreamOptions,
    int? MaxTokens,
    int? Seed,
    JsonElement? Stop,
    double? Temperature,
    double? FrequencyPenalty,
    double? PresencePenalty,
    double? TopP);
