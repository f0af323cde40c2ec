namespace EventAi.Emulators.Ollama.Catalog;

/// <param name="Format">Of its files.</param>
/// <param name="Family">Its architecture.</param>
/// <param name="ParameterSize">Number of its parameters as people write it.</param>
/// <param name="Quantization">Type of its weights.</param>
/// <param name="ContextLength">Tokens it looks at together.</param>
/// <param name="EmbeddingLength">Components of its vectors; 0 where it gives none.</param>
internal sealed record ModelFacts(string Format, string Family, string ParameterSize, string Quantization, int ContextLength, int EmbeddingLength);
