using System.Text.Json.Serialization;

namespace EventAi.Emulators.Ollama.Apis;

/// <summary>A line of pull, push or create. Sizes are bytes; a zero is left out.</summary>
internal sealed record ProgressBody(
    string Status,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Digest = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] long Total = 0,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] long Completed = 0);
