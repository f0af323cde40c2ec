namespace EventAi.Ingestion.Chunking;

/// <summary>What is known about embedding models: how many tokens they read of a text, and how long their tokens are.</summary>
public static class EmbeddingModels
{
    /// <summary>By the beginning of the name, as the model's card says; a model that is not known is taken for a small one of the BERT family.</summary>
    private static readonly (string Name, int Tokens, double LettersPerToken)[] Known =
    [
        ("use-lite", 128, 4), // SentencePiece of 8,000 pieces
        ("all-minilm", 256, 5), // WordPiece of 30,522, as the next five
        ("nomic-embed-text", 2048, 5),
        ("mxbai-embed", 512, 5),
        ("snowflake-arctic-embed", 512, 5),
        ("bge-large", 512, 5),
        ("bge-m3", 8192, 4),
        ("paraphrase-multilingual", 128, 4),
        ("qwen3-embedding", 8192, 4),
        ("embeddinggemma", 2048, 4),
    ];

    /// <summary>Tokens of a text that the model reads; what goes beyond is cut off or blurs the vector.</summary>
    public static int TokensRead(string model) => Find(model).Tokens;

    public static TokenCounter Counter(string model) => new(Find(model).LettersPerToken);

    private static (string Name, int Tokens, double LettersPerToken) Find(string model)
        => Array.Find(Known, known => model.StartsWith(known.Name, StringComparison.OrdinalIgnoreCase)) is { Name: not null } found ? found : ("", 512, 4);
}
