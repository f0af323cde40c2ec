namespace EventAi.Emulators.Ollama.Serving;

internal sealed record EmbeddingResult(float[][] Vectors, int Tokens);
