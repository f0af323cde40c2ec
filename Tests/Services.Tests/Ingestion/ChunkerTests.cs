using System.Globalization;
using EventAi.Contracts;
using EventAi.Ingestion;
using EventAi.Ingestion.Chunking;
using EventAi.Ingestion.Parsing;
using Microsoft.Extensions.Options;

namespace EventAi.Services.Tests.Ingestion;

public class ChunkerTests
{
    private static readonly TokenCounter Counter = EmbeddingModels.Counter("all-minilm");

    [Fact]
    public void Chunk_LongParagraph_CutsBetweenSentencesAndRepeatsTheOverlap()
    {
        var text = string.Join(' ', Enumerable.Range(1, 60).Select(static number => $"Sentence number {number} has exactly seven words."));

        var chunks = Chunk(text, tokens: 64, overlap: 16);

        Assert.True(chunks.Count > 5);
        Assert.All(chunks, static chunk => Assert.InRange(Counter.Count(chunk.Text), 20, 64));
        Assert.All(chunks, static chunk => Assert.StartsWith("Sentence", chunk.Text, StringComparison.Ordinal));
        Assert.All(chunks, static chunk => Assert.EndsWith("words.", chunk.Text, StringComparison.Ordinal));
        Assert.All(chunks.Zip(chunks.Skip(1)), static pair => Assert.InRange(pair.Second.Offset, pair.First.Offset + 1, pair.First.Offset + pair.First.Length - 1));
        Assert.Equal(Enumerable.Range(0, chunks.Count), chunks.Select(static chunk => chunk.Index));
    }

    [Fact]
    public void Chunk_ParagraphEndInReach_IsWhereTheChunkEnds()
    {
        var paragraph = string.Join(' ', Enumerable.Repeat("These are six words of text.", 4));

        var chunks = Chunk($"{paragraph}\n\n{paragraph}\n\n{paragraph}", tokens: 50, overlap: 16);

        Assert.Equal(3, chunks.Count);
        Assert.All(chunks, chunk => Assert.Equal(paragraph, chunk.Text));
    }

    [Theory]
    [InlineData("First one here. Second one there.\n\nThird one, e.g. this. Fourth!")]
    [InlineData("「こんにちは。」と彼は言った。次の文です。最後。")]
    [InlineData("สวัสดีครับ ผมชื่อสมชาย ผมทำงานที่ธนาคารแห่งหนึ่งในกรุงเทพมหานคร")]
    [InlineData("  Leading space.   \n\n   Second paragraph with 👩‍👩‍👧 and e\u0301.  ")]
    public void Chunk_OffsetAndLength_PointAtThePassage(string text)
    {
        var chunks = Chunk(text, tokens: 16, overlap: 4);

        Assert.NotEmpty(chunks);
        Assert.All(chunks, chunk => Assert.Equal(chunk.Text, text.Substring(chunk.Offset, chunk.Length)));
    }

    [Theory]
    [InlineData("词")]
    [InlineData("слово ")]
    [InlineData("x ")]
    [InlineData("😀")]
    [InlineData("e\u0301\u0323")]
    [InlineData("ครั้ง")]
    [InlineData("abcdefghij")]
    public void Chunk_EndlessTextWithoutSentences_IsCutBetweenLettersAndLosesNothing(string piece)
    {
        var text = string.Concat(Enumerable.Repeat(piece, 1000));

        var chunks = Chunk(text, tokens: 50, overlap: 0);

        Assert.True(chunks.Count >= 4);
        Assert.All(chunks, static chunk => Assert.InRange(Counter.Count(chunk.Text), 1, 50));
        Assert.All(chunks, static chunk => Assert.False(CharUnicodeInfo.GetUnicodeCategory(chunk.Text, 0) is UnicodeCategory.NonSpacingMark or UnicodeCategory.Surrogate, "cut within a letter"));
        Assert.Equal(text.Replace(" ", "", StringComparison.Ordinal), string.Concat(chunks.Select(static chunk => chunk.Text.Replace(" ", "", StringComparison.Ordinal))));
    }

    [Fact]
    public void Chunk_SizeOverWhatTheModelReads_IsCapped()
    {
        var text = string.Join(' ', Enumerable.Repeat("word", 3000));
        int Longest(string model) => Chunk(text, 512, 64, model).Max(chunk => EmbeddingModels.Counter(model).Count(chunk.Text));

        Assert.InRange(Longest("use-lite"), 100, 128);
        Assert.InRange(Longest("all-minilm:latest"), 200, 256);
        Assert.InRange(Longest("nomic-embed-text"), 450, 512);
    }

    [Fact]
    public void Chunk_SectionsAndPages_ArePartedAndNamed()
    {
        var document = new ParsedDocument("title", [new DocumentSection("A", "On page one.", 0), new DocumentSection("A > B", "On page two.", 14)]) { PageStarts = [0, 14] };

        var chunks = new Chunker(Options.Create(new IngestionOptions())).Chunk(document);

        Assert.Equal([("A", 1), ("A > B", 2)], chunks.Select(static chunk => (chunk.TitlePath, chunk.Page)));
    }

    [Fact]
    public void Chunk_SameDocument_GivesTheSameChunks()
        => Assert.Equal(Chunk("One. Two. Three.", tokens: 20, overlap: 5), Chunk("One. Two. Three.", tokens: 20, overlap: 5));

    private static IReadOnlyList<DocumentChunk> Chunk(string text, int tokens, int overlap, string model = "all-minilm")
        => new Chunker(Options.Create(new IngestionOptions { ChunkTokens = tokens, ChunkOverlap = overlap, EmbeddingModel = model }))
            .Chunk(new ParsedDocument("title", [new DocumentSection("", text, 0)]));
}
