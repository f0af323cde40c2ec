namespace EventAi.Emulators.Ollama.Extractive;

/// <summary>A numbered block of the prompt: <c>[Number] Heading</c> on its first line, then <c>Text</c>.</summary>
internal sealed record ContextBlock(int Number, string Heading, string Text);
