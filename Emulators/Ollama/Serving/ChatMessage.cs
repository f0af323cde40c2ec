namespace EventAi.Emulators.Ollama.Serving;

/// <param name="Role">system, user, assistant or tool, lower case.</param>
/// <param name="Content">May be empty.</param>
/// <param name="ToolCalls">What an assistant's message asked to be run.</param>
/// <param name="ToolName">The tool whose result a tool's message holds, where the caller says so.</param>
internal sealed record ChatMessage(string Role, string Content, IReadOnlyList<ToolCall> ToolCalls, string? ToolName = null);
