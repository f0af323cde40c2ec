namespace EventAi.Emulators.Ollama.Serving;

internal interface IEmbeddingModel : ILoadedModel
{
    /// <summary>A vector of length 1 for each text, in their order.</summary>
    /// <param name="texts">Whole texts.</param>
    /// <param name="truncate">False refuses a text of more tokens than the model's context.</param>
    /// <param name="contextLimit">Tokens that the caller allows as context (num_ctx); 0 for the model's own.</param>
    /// <param name="cancellation">Stops before the next batch.</param>
    /// <exception cref="OllamaException">400 for a text that is too long.</exception>
    Task<EmbeddingResult> EmbedAsync(IReadOnlyList<string> texts, bool truncate, int contextLimit, CancellationToken cancellation);
}
