namespace EventAi.Emulators.Ollama.Gguf;

/// <summary>A model that the user gave cannot be served. The message is one line for the user.</summary>
internal sealed class ModelFileException(string message, Exception? inner = null) : Exception(message, inner);
