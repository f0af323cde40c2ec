namespace EventAi.Emulators.Ollama.Serving;

/// <param name="Text">The next piece of the answer.</param>
/// <param name="ToolCalls">Calls that the model asks for with this piece.</param>
/// <param name="End">Set on the last part.</param>
internal sealed record AnswerPart(string Text, IReadOnlyList<ToolCall>? ToolCalls = null, AnswerEnd? End = null);
