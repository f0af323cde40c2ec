namespace EventAi.Emulators.Ollama.Extractive;

/// <summary>A vector of length 1 for each text, in their order.</summary>
internal delegate Task<float[][]> EmbedTexts(IReadOnlyList<string> texts, CancellationToken cancellation);
