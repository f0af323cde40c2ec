namespace EventAi.Emulators.Ollama.Apis.OpenAi;

internal sealed record EmbeddingListBody(string Object, EmbeddingListBody.Entry[] Data, string Model, EmbeddingListBody.UsageOfEmbedding Usage)
{
    /// <param name="Object">"embedding".</param>
    /// <param name="Embedding">An array of numbers, or little-endian floats in base64.</param>
    /// <param name="Index">Place of its text in the input.</param>
    internal sealed record Entry(string Object, object Embedding, int Index);

    internal sealed record UsageOfEmbedding(int PromptTokens, int TotalTokens);
}
