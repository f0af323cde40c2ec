using System.Text.Json.Serialization;

namespace EventAi.Emulators.Ollama.Apis;

/// <summary>Durations are nanoseconds; a zero is left out (ollama/api/types.go).</summary>
internal sealed record EmbedBody(
    string Model,
    float[][] Embeddings,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] long TotalDuration = 0,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] long LoadDuration = 0,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] int PromptEvalCount = 0);
