using System.Text.Json;

namespace EventAi.Emulators.Ollama.Apis.OpenAi;

internal sealed record EmbeddingListRequest(string? Model, JsonElement Input, int? Dimensions, string? EncodingFormat);
