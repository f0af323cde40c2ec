using EventAi.Contracts;
using Microsoft.Extensions.Options;

namespace EventAi.Ingestion.Parsing;

/// <summary>
/// Cuts sections into passages of whole sentences, at most <see cref="IngestionOptions.ChunkWords"/> words long, within a
/// paragraph (very short ones, list items and table rows, are put together), the last sentence of one repeated at the start of
/// the next. A sentence that is too long by itself is cut between words.
/// </summary>
public sealed class Chunker(IOptions<IngestionOptions> options)
{
    /// <summary>A passage of fewer words goes on into the next paragraph.</summary>
    private const int LeastWords = 8;

    public IReadOnlyList<DocumentChunk> Chunk(ParsedDocument document)
    {
        var chunks = new List<DocumentChunk>();
        foreach (var section in document.Sections)
        {
            foreach (var (start, end) in Passages([.. Sentences.Split(section.Text, options.Value.ChunkWords)]))
            {
                chunks.Add(new DocumentChunk
                {
                    Index = chunks.Count,
                    Text = section.Text[start..end].Trim(),
                    TitlePath = section.TitlePath,
                    Offset = section.Offset + start,
                });
            }
        }
        return chunks;
    }

    private IEnumerable<(int Start, int End)> Passages(Sentence[] sentences)
    {
        var first = 0;
        while (first < sentences.Length)
        {
            var words = sentences[first].Words;
            var next = first + 1;
            while (next < sentences.Length && words + sentences[next].Words <= options.Value.ChunkWords && (words < LeastWords || !sentences[next - 1].EndsParagraph))
            {
                words += sentences[next++].Words;
            }
            yield return (sentences[first].Start, sentences[next - 1].End);
            if (next >= sentences.Length)
            {
                yield break;
            }
            // One sentence of overlap, unless that leaves no room to move on.
            var overlap = !sentences[next - 1].EndsParagraph && sentences[next - 1].Words + sentences[next].Words <= options.Value.ChunkWords && next - 1 > first;
            first = overlap ? next - 1 : next;
        }
    }
}
