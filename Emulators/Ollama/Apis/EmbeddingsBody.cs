namespace EventAi.Emulators.Ollama.Apis;

internal sealed record EmbeddingsBody(float[] Embedding);
