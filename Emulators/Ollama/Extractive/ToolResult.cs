namespace EventAi.Emulators.Ollama.Extractive;

/// <summary>A line of the prompt's results: <c>[Number] tool: text</c>.</summary>
internal sealed record ToolResult(int Number, string Text);
