using EventAi.Contracts;
using EventAi.HybridSearch;
using EventAi.HybridSearch.Text;

namespace EventAi.Embedding;

/// <summary>The vectors of chunks: from the cache, else from the model; and the sparse ones, in the document's language.</summary>
public sealed class ChunkEmbedder(EmbeddingBatcher batcher, VectorCache cache, Bm25Encoder sparse)
{
    /// <summary>In the order of the chunks.</summary>
    public async Task<IReadOnlyList<EmbeddedChunk>> EmbedAsync(EmbeddingModel model, IReadOnlyList<(DocumentChunked Document, DocumentChunk Chunk)> chunks, CancellationToken cancellationToken)
    {
        var texts = chunks.Select(static item => Text(item.Chunk.TitlePath, item.Chunk.Text)).ToArray();
        var vectors = await EmbedAsync(model, texts, cancellationToken);
        return [.. chunks.Select((item, position) => new EmbeddedChunk(item.Document, item.Chunk, vectors[position], Sparse(texts[position], item.Document.Language)))];
    }

    /// <summary>The dense vectors alone.</summary>
    public async Task<float[][]> EmbedAsync(EmbeddingModel model, IReadOnlyList<string> texts, CancellationToken cancellationToken)
    {
        var vectors = await cache.FindAsync(model.Name, texts);
        var missing = Enumerable.Range(0, texts.Count).Where(position => vectors[position] is null).ToArray();
        if (missing.Length > 0)
        {
            var made = await batcher.EmbedAsync(model, [.. missing.Select(position => texts[position])], cancellationToken);
            for (var i = 0; i < missing.Length; i++)
            {
                vectors[missing[i]] = made[i];
            }
            await cache.KeepAsync(model.Name, [.. missing.Select((position, i) => (texts[position], made[i]))]);
        }
        return vectors!;
    }

    /// <summary>What both kinds of vectors are made of: the headings above a passage say what it is about.</summary>
    public static string Text(string titlePath, string text) => titlePath.Length == 0 ? text : $"{titlePath.Replace(" > ", "\n", StringComparison.Ordinal)}\n{text}";

    public SparseVector Sparse(string text, string language)
        => sparse.EncodeDocument(text, LanguageCodes.Parse(language) is var known && known != Language.Unknown ? known : null);
}
