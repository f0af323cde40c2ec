using System.Text.Json.Serialization;

namespace EventAi.Emulators.Ollama.Apis;

/// <summary>
/// An answer or a line of one. Durations are nanoseconds; a zero is left out (ollama/api/types.go). <c>model_kind</c> is this
/// emulator's own: "extractive" marks what no language model wrote.
/// </summary>
internal sealed record GenerateBody(
    string Model,
    DateTime CreatedAt,
    string Response,
    bool Done,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? DoneReason = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] int[]? Context = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? ModelKind = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] long TotalDuration = 0,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] long LoadDuration = 0,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] int PromptEvalCount = 0,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] long PromptEvalDuration = 0,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] int EvalCount = 0,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] long EvalDuration = 0);
