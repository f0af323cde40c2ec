using EventAi.Contracts;
using EventAi.Embedding;
using EventAi.Vectors;
using Qdrant.Client.Grpc;

namespace EventAi.Services.Tests.Embedding;

public sealed class ReembeddingTests(IndexFixture fixture) : IClassFixture<IndexFixture>
{
    [Fact]
    public async Task Run_AnotherModel_EmbedsEverythingAnewAndMovesTheAlias()
    {
        var (old, next) = (new FakeModel("old", 4), new FakeModel("next", 6));
        var before = fixture.With("moved", old);
        await WriteAsync(before, IndexFixture.Chunked("a", 1, 0, 20, 20));
        await WriteAsync(before, IndexFixture.Chunked("b", 1, 0, 3, 9)); // not whole yet
        var after = fixture.With("moved", next, old);

        // While both are written to: searches of the old collection go on, new documents are in it too.
        await WriteAsync(after, IndexFixture.Chunked("c", 1, 0, 2, 2));
        Assert.Equal("moved-old-4", await BehindAsync("moved"));
        Assert.Equal(25, await CountAsync("moved"));
        Assert.True(await after.Reembedding.RunAsync(CancellationToken.None));

        Assert.Equal("moved-next-6", await BehindAsync("moved"));
        Assert.Equal(25, await CountAsync("moved"));
        Assert.False(await fixture.Qdrant.CollectionExistsAsync("moved-old-4"));
        var point = (await fixture.Qdrant.ScrollAsync("moved", (Filter)Conditions.MatchKeyword(ChunkPayload.DocumentId, "a"), limit: 1, vectorsSelector: true)).Result[0];
        Assert.Equal("next", point.Payload[ChunkPayload.Model].StringValue);
        var text = ChunkEmbedder.Text("Heading", point.Payload[ChunkPayload.Text].StringValue);
        var expected = next.VectorOf(text);
        var length = Math.Sqrt(expected.Sum(static value => value * value));
        Assert.All(point.Vectors.Vectors.Vectors[ChunkVectors.Dense].GetDenseVector()!.Data.Zip(expected), pair => Assert.Equal(pair.Second / length, pair.First, 1e-5));
        // What was not whole still is not, and comes to its end in the new collection.
        Assert.Equal(22ul, await fixture.Qdrant.CountAsync("moved", ChunkFilter.Visible()));
        await WriteAsync(after, IndexFixture.Chunked("b", 1, 3, 6, 9));
        await after.Index.ShowAsync([IndexFixture.Chunked("b", 1, 3, 6, 9)], CancellationToken.None);
        Assert.Equal(31ul, await fixture.Qdrant.CountAsync("moved", ChunkFilter.Visible()));
        Assert.True(await after.Reembedding.RunAsync(CancellationToken.None));
    }

    [Fact]
    public async Task Run_PointsThatWereDeletedMeanwhile_DoNotComeBack()
    {
        var (old, next) = (new FakeModel("old", 4), new FakeModel("next", 6));
        var before = fixture.With("deleted", old);
        await WriteAsync(before, IndexFixture.Chunked("a", 1, 0, 5, 5));
        var after = fixture.With("deleted", next, old);
        await WriteAsync(after, IndexFixture.Chunked("b", 1, 0, 5, 5));
        await fixture.Qdrant.DeleteAsync("deleted-old-4", (Filter)Conditions.MatchKeyword(ChunkPayload.DocumentId, "b")); // a replica of the old release, which knows of one collection

        await after.Reembedding.RunAsync(CancellationToken.None);

        Assert.Equal(5, await CountAsync("deleted"));
    }

    [Fact]
    public async Task Run_CollectionOfBeforeThereWereAliases_IsTakenOver()
    {
        var model = new FakeModel("m", 4);
        await fixture.Qdrant.CreateCollectionAsync("legacy", new VectorParams { Size = 4, Distance = Distance.Cosine });
        await fixture.Qdrant.UpsertAsync("legacy", [new PointStruct
        {
            Id = Guid.NewGuid(), Vectors = new float[] { 1, 2, 3, 4 },
            Payload =
            {
                [ChunkPayload.DocumentId] = "a", [ChunkPayload.Version] = 1, [ChunkPayload.Index] = 0, [ChunkPayload.Title] = "t", [ChunkPayload.TitlePath] = "", [ChunkPayload.Text] = "x",
                [ChunkPayload.Offset] = 0, [ChunkPayload.Model] = "m",
            },
        }]);
        var parts = fixture.With("legacy", model);

        Assert.True(await parts.Reembedding.RunAsync(CancellationToken.None));

        Assert.Equal("legacy-m-4", await BehindAsync("legacy"));
        Assert.Equal(1ul, await fixture.Qdrant.CountAsync("legacy", ChunkFilter.Visible()));
    }

    private static async Task WriteAsync(IndexFixture.Parts parts, DocumentChunked chunked)
    {
        foreach (var target in await parts.Targets.GetAsync(CancellationToken.None))
        {
            await parts.Index.UpsertAsync(
                target, await parts.Embedder.EmbedAsync(target.Model, [.. chunked.Chunks.Select(chunk => (chunked, chunk))], CancellationToken.None), [], CancellationToken.None);
        }
    }

    private Task<string?> BehindAsync(string alias) => ChunkCollection.BehindAliasAsync(fixture.Qdrant, alias, CancellationToken.None);

    private async Task<int> CountAsync(string alias) => (int)await fixture.Qdrant.CountAsync(alias);
}
