using System.Text.Json.Serialization;
using EventAi.Emulators.Ollama.Catalog;

namespace EventAi.Emulators.Ollama.Apis;

internal sealed record ModelDetails(
    string ParentModel,
    string Format,
    string Family,
    string[] Families,
    string ParameterSize,
    string QuantizationLevel,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] int ContextLength,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] int EmbeddingLength)
{
    public static ModelDetails Of(InstalledModel model) => new(
        model.Parent?.Display ?? "",
        model.Facts.Format,
        model.Facts.Family,
        [model.Facts.Family],
        model.Facts.ParameterSize,
        model.Facts.Quantization,
        model.Facts.ContextLength,
        model.Facts.EmbeddingLength);
}
