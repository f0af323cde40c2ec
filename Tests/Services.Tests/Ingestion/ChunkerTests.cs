using EventAi.Contracts;
using EventAi.Ingestion;
using EventAi.Ingestion.Parsing;
using Microsoft.Extensions.Options;

namespace EventAi.Services.Tests.Ingestion;

public class ChunkerTests
{
    [Fact]
    public void Chunk_LongSection_CutsBetweenSentencesWithOneOfOverlap()
    {
        var text = string.Join(' ', Enumerable.Range(1, 30).Select(static number => $"Sentence number {number} has exactly seven words."));

        var chunks = Chunk(text, words: 28);

        Assert.All(chunks, static chunk => Assert.InRange(chunk.Text.Split(' ').Length, 7, 28));
        Assert.All(chunks, static chunk => Assert.StartsWith("Sentence", chunk.Text, StringComparison.Ordinal));
        Assert.All(chunks.Zip(chunks.Skip(1)), static pair => Assert.EndsWith(pair.Second.Text.Split('.')[0] + ".", pair.First.Text, StringComparison.Ordinal));
        Assert.Equal(Enumerable.Range(0, chunks.Count), chunks.Select(static chunk => chunk.Index));
    }

    [Fact]
    public void Chunk_Offsets_PointAtThePassage()
    {
        const string Text = "First one here. Second one there.\n\nThird one, e.g. this. Fourth!";

        Assert.All(Chunk(Text, words: 4), chunk => Assert.StartsWith(chunk.Text, Text[chunk.Offset..].TrimStart(), StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("词")]
    [InlineData("слово ")]
    [InlineData("x ")]
    [InlineData("😀")]
    public void Chunk_EndlessTextWithoutSentences_IsCutAllTheSame(string piece)
    {
        var chunks = Chunk(string.Concat(Enumerable.Repeat(piece, 1000)), words: 50);

        Assert.True(chunks.Count >= 1000 / 50);
        Assert.Equal(string.Concat(Enumerable.Repeat(piece, 1000)).Replace(" ", "", StringComparison.Ordinal), string.Concat(chunks.Select(static chunk => chunk.Text.Replace(" ", "", StringComparison.Ordinal))));
    }

    [Fact]
    public void Chunk_SameDocument_GivesTheSameChunks()
        => Assert.Equal(Chunk("One. Two. Three.", words: 20), Chunk("One. Two. Three.", words: 20));

    private static IReadOnlyList<DocumentChunk> Chunk(string text, int words)
        => new Chunker(Options.Create(new IngestionOptions { ChunkWords = words })).Chunk(new ParsedDocument("title", [new DocumentSection("path", text, 0)]));
}
