using System.Text.Json.Serialization;

namespace EventAi.Emulators.Ollama.Apis;

internal sealed record ModelDetails(
    string ParentModel,
    string Format,
    string Family,
    string[] Families,
    string ParameterSize,
    string QuantizationLevel,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] int ContextLength,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] int EmbeddingLength);
