namespace EventAi.Emulators.Ollama.UseLite;

/// <summary>
/// The embedding model use-lite: Universal Sentence Encoder Lite with its real weights. Vectors have <see cref="Dimensions"/>
/// components and length 1. Safe for concurrent use: requests that come together are computed together.
/// </summary>
public sealed class UseLiteModel
{
    public const int Dimensions = 512;

    /// <summary>Tokens that the model looks at together; it never saw longer texts. See <see cref="TokenWindows"/>.</summary>
    public const int MaxTokens = 128;

    private readonly SentencePieceTokenizer tokenizer;
    private readonly EmbeddingBatcher batcher;

    private UseLiteModel(SentencePieceTokenizer tokenizer, Transformer transformer, long fileBytes)
        => (this.tokenizer, batcher, FileBytes) = (tokenizer, new EmbeddingBatcher(transformer), fileBytes);

    /// <summary>Size of the model's files.</summary>
    public long FileBytes { get; }

    /// <exception cref="ModelFilesException">The files are missing or not those of this model.</exception>
    public static UseLiteModel Load(string folder)
    {
        if (!File.Exists(Path.Combine(folder, "model.json")))
        {
            throw ModelFilesException.Missing(folder);
        }

        var bytes = new DirectoryInfo(folder).EnumerateFiles().Sum(static file => file.Length);
        return new UseLiteModel(SentencePieceTokenizer.Load(folder), new Transformer(TensorFile.Load(folder)), bytes);
    }

    /// <summary>All tokens of a text.</summary>
    public int[] Tokenize(string text) => tokenizer.Encode(text);

    /// <summary>The text of tokens; a character that the vocabulary lacks becomes U+2047.</summary>
    public string Detokenize(IReadOnlyList<int> tokens) => tokenizer.Decode(tokens);

    /// <summary>The vector of one text; blocks until it is computed.</summary>
    public float[] Embed(string text) => EmbedAsync([Tokenize(text)]).GetAwaiter().GetResult()[0];

    /// <summary>Embeds texts of any length.</summary>
    public Task<float[][]> EmbedAsync(IReadOnlyList<string> texts, CancellationToken cancellation = default) => EmbedAsync([.. texts.Select(Tokenize)], cancellation);

    /// <summary>
    /// Embeds tokenized texts of any length. The vector of a text is the same, bit for bit, alone and in any batch.
    /// </summary>
    public async Task<float[][]> EmbedAsync(IReadOnlyList<int[]> texts, CancellationToken cancellation = default)
    {
        var windows = texts.Select(static tokens => TokenWindows.Of(tokens).ToArray()).ToArray();
        var vectors = await batcher.EmbedAsync([.. windows.SelectMany(static text => text)], cancellation);
        var pooled = new float[texts.Count][];
        for (var (text, first) = (0, 0); text < windows.Length; first += windows[text++].Length)
        {
            pooled[text] = TokenWindows.Pool(vectors.AsSpan(first, windows[text].Length), windows[text]);
        }

        return pooled;
    }
}
