using EventAi.Emulators.Ollama.Serving;

namespace EventAi.Emulators.Ollama.UseLite;

/// <summary>use-lite as the server offers it.</summary>
internal sealed class UseLiteEmbedder(UseLiteModel model) : IEmbeddingModel
{
    private readonly UseLiteModel model = model;

    public long MemoryBytes => model.FileBytes;

    public int[] Tokenize(string text) => model.Tokenize(text);

    public string Detokenize(IReadOnlyList<int> tokens) => model.Detokenize(tokens);

    public async Task<EmbeddingResult> EmbedAsync(IReadOnlyList<string> texts, bool truncate, int contextLimit, CancellationToken cancellation)
    {
        var tokens = await Task.Run(() => texts.Select(model.Tokenize).ToArray(), cancellation);
        var limit = contextLimit > 0 ? Math.Min(contextLimit, UseLiteModel.MaxTokens) : UseLiteModel.MaxTokens;
        if (!truncate && Array.Exists(tokens, text => text.Length > limit))
        {
            throw OllamaException.BadRequest("the input length exceeds the context length");
        }

        return new EmbeddingResult(await model.EmbedAsync(tokens, cancellation), tokens.Sum(static text => text.Length));
    }

    public void Dispose()
    {
        // The weights go when their last user has gone: see SharedUseLite.
    }
}
