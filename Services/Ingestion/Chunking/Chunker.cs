using EventAi.Contracts;
using EventAi.Ingestion.Parsing;
using Microsoft.Extensions.Options;

namespace EventAi.Ingestion.Chunking;

/// <summary>
/// Cuts sections into chunks of whole sentences, of at most <see cref="IngestionOptions.ChunkTokens"/> tokens, or as many as the embedding model
/// reads. A chunk ends at a paragraph's end where one lies in its last part; where it ends within a paragraph, the next one repeats
/// <see cref="IngestionOptions.ChunkOverlap"/> tokens. Headings always part chunks.
/// </summary>
public sealed class Chunker
{
    /// <summary>A chunk that ends at a paragraph is at least so full.</summary>
    private const double LeastFill = 0.5;

    private readonly TokenCounter _counter;
    private readonly int _maxTokens;
    private readonly int _overlap;

    public Chunker(IOptions<IngestionOptions> options)
    {
        var given = options.Value;
        var read = given.ModelTokens > 0 ? given.ModelTokens : EmbeddingModels.TokensRead(given.EmbeddingModel);
        _counter = EmbeddingModels.Counter(given.EmbeddingModel);
        _maxTokens = Math.Min(given.ChunkTokens, read);
        // The same share of a chunk where the model reads less.
        _overlap = (int)((long)given.ChunkOverlap * _maxTokens / given.ChunkTokens);
    }

    public IReadOnlyList<DocumentChunk> Chunk(ParsedDocument document)
    {
        var chunks = new List<DocumentChunk>();
        foreach (var section in document.Sections)
        {
            // The title path is embedded with the text and counts; a very long one does not take it all.
            var budget = Math.Max(_maxTokens / 2, _maxTokens - _counter.Count(section.TitlePath));
            foreach (var (start, end) in Passages(Sentences.Split(section.Text, _counter, budget), budget))
            {
                var text = section.Text.AsSpan(start, end - start);
                var skipped = text.Length - text.TrimStart().Length;
                var trimmed = text.Trim().ToString();
                var offset = section.Offset + start + skipped;
                chunks.Add(new DocumentChunk
                {
                    Index = chunks.Count,
                    Text = trimmed,
                    TitlePath = section.TitlePath,
                    Offset = offset,
                    Length = trimmed.Length,
                    Page = document.PageOf(offset),
                });
            }
        }
        return chunks;
    }

    private IEnumerable<(int Start, int End)> Passages(List<Sentence> sentences, int budget)
    {
        var first = 0;
        while (first < sentences.Count)
        {
            var end = Fill(sentences, first, budget);
            yield return (sentences[first].Start, sentences[end - 1].End);
            if (end >= sentences.Count)
            {
                yield break;
            }
            first = sentences[end - 1].EndsParagraph ? end : Overlapping(sentences, first, end, budget);
        }
    }

    /// <summary>The sentence behind the last that the chunk takes.</summary>
    private static int Fill(List<Sentence> sentences, int first, int budget)
    {
        var (tokens, end, paragraph) = (0, first, -1);
        while (end < sentences.Count && (end == first || tokens + sentences[end].Tokens <= budget))
        {
            tokens += sentences[end++].Tokens;
            if (sentences[end - 1].EndsParagraph && tokens >= budget * LeastFill)
            {
                paragraph = end;
            }
        }
        return end < sentences.Count && paragraph > 0 ? paragraph : end;
    }

    /// <summary>The first of the last sentences that fit into the overlap and leave room for the next one.</summary>
    private int Overlapping(List<Sentence> sentences, int first, int end, int budget)
    {
        var (tokens, next) = (0, end);
        while (next - 1 > first && tokens + sentences[next - 1].Tokens <= _overlap && tokens + sentences[next - 1].Tokens + sentences[end].Tokens <= budget)
        {
            tokens += sentences[--next].Tokens;
        }
        return next;
    }
}
