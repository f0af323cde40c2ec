using System.Text.Json;
using System.Text.Json.Serialization;

namespace EventAi.Emulators.Ollama.Apis;

internal sealed record ShowBody(
    string License,
    string Modelfile,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Parameters,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Template,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? System,
    ModelDetails Details,
    Dictionary<string, object> ModelInfo,
    string[] Capabilities,
    DateTime ModifiedAt);
