using EventAi.Contracts;
using EventAi.Embedding;
using EventAi.ServiceDefaults.Kafka;
using EventAi.Support;
using EventAi.Vectors;
using Microsoft.Extensions.Options;
using Qdrant.Client.Grpc;

namespace EventAi.Services.Tests.Embedding;

public sealed class EmbeddingHandlerTests(IndexFixture fixture) : IClassFixture<IndexFixture>
{
    private readonly FakeModel _model = new("m", 4);
    private readonly RecordingPublisher _publisher = new();

    [Fact]
    public async Task Handle_VersionOfSeveralEvents_BecomesVisibleWithItsLastOneAndReplacesTheOlder()
    {
        var (handler, _) = Create("several");
        await HandleAsync(handler, IndexFixture.Chunked("d", 1, 0, 2, 2));
        Assert.Equal("1 1", await VisibleAsync("several", "d"));

        await HandleAsync(handler, IndexFixture.Chunked("d", 2, 0, 3, 5));
        Assert.Equal("1 1", await VisibleAsync("several", "d"));
        await HandleAsync(handler, IndexFixture.Chunked("d", 2, 3, 2, 5));

        Assert.Equal("2 2 2 2 2", await VisibleAsync("several", "d"));
        Assert.Equal(5, (await AllAsync("several", "d")).Count);
        Assert.Equal([1, 2], _publisher.Of<DocumentIndexed>().Select(static indexed => indexed.Version));
    }

    [Fact]
    public async Task Handle_SameRecordsAgain_ChangesNothing()
    {
        var (handler, _) = Create("again");
        var chunked = IndexFixture.Chunked("d", 1, 0, 4, 4);

        await HandleAsync(handler, chunked);
        await HandleAsync(handler, chunked);

        Assert.Equal(4, (await AllAsync("again", "d")).Count);
        Assert.Single(_publisher.Of<DocumentIndexed>().Select(static indexed => indexed.EventId).Distinct());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Describe_BeforeOrAfterTheChunks_ReachesEveryPoint(bool before)
    {
        var alias = before ? "described-before" : "described-after";
        var (handler, parts) = Create(alias);
        var described = new DocumentDescribed
        {
            EventId = Guid.NewGuid(), Timestamp = TimeProvider.System.GetUtcNow(), DocumentId = "d", Version = 1, Title = "t", Language = "de",
            Keywords = ["otter"], Dates = ["2026-11-21"], PersonalData = ["email"], Tags = ["own"], PublishedAt = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero),
        };
        var descriptions = new DescriptionHandler(parts.Descriptions, parts.Index);
        var received = new Received<DocumentDescribed>(described, new RecordCoordinates("t", 0, 0));

        if (before)
        {
            await descriptions.HandleAsync(received, CancellationToken.None);
        }
        await HandleAsync(handler, IndexFixture.Chunked("d", 1, 0, 2, 4, "own"));
        await HandleAsync(handler, IndexFixture.Chunked("d", 1, 2, 2, 4, "own"));
        if (!before)
        {
            await descriptions.HandleAsync(received, CancellationToken.None);
        }

        var points = await fixture.Qdrant.ScrollAsync(alias, ChunkFilter.Visible(new ChunkScope
        {
            DocumentId = "d", Languages = ["de"], Tags = ["otter"], PublishedFrom = new DateTimeOffset(2026, 1, 2, 0, 0, 0, TimeSpan.Zero), PublishedTo = new DateTimeOffset(2026, 1, 3, 0, 0, 0, TimeSpan.Zero),
        }));
        Assert.Equal(4, points.Result.Count);
        Assert.All(points.Result, static point => Assert.Equal(["own", "otter"], point.Payload[ChunkPayload.Tags].ListValue.Values.Select(static tag => tag.StringValue)));
        await parts.Descriptions.ForgetAsync("d", 1);
    }

    [Fact]
    public async Task Handle_KnownText_CostsNoCallOfTheModel()
    {
        var (handler, _) = Create("cached");
        await HandleAsync(handler, IndexFixture.Chunked("cached-document", 1, 0, 3, 3));
        var calls = _model.Calls.Count;

        await HandleAsync(handler, IndexFixture.Chunked("cached-document", 1, 0, 3, 3));

        Assert.Equal(calls, _model.Calls.Count);
    }

    [Fact]
    public async Task Delete_Document_LeavesNoPoint()
    {
        var (handler, parts) = Create("deleted");
        await HandleAsync(handler, IndexFixture.Chunked("d", 1, 0, 3, 3));
        await HandleAsync(handler, IndexFixture.Chunked("e", 1, 0, 3, 3));

        await parts.Index.DeleteUpToAsync("d", 1, CancellationToken.None);

        Assert.Empty(await AllAsync("deleted", "d"));
        Assert.Equal(3, (await AllAsync("deleted", "e")).Count);
    }

    private (EmbeddingHandler Handler, IndexFixture.Parts Parts) Create(string alias)
    {
        var parts = fixture.With(alias, _model);
        return (new EmbeddingHandler(parts.Embedder, parts.Index, parts.Descriptions, _publisher, TimeProvider.System, Options.Create(new VectorOptions { Collection = alias, EmbeddingModel = "m" })), parts);
    }

    private static Task HandleAsync(EmbeddingHandler handler, DocumentChunked chunked)
        => handler.HandleAsync([new Received<DocumentChunked>(chunked, new RecordCoordinates("t", 0, 0))], CancellationToken.None);

    private async Task<string> VisibleAsync(string alias, string document)
        => string.Join(" ", (await fixture.Qdrant.ScrollAsync(alias, ChunkFilter.Visible(new ChunkScope { DocumentId = document }), limit: 100)).Result.Select(static point => point.Payload[ChunkPayload.Version].IntegerValue));

    private async Task<IReadOnlyList<RetrievedPoint>> AllAsync(string alias, string document)
        => (await fixture.Qdrant.ScrollAsync(alias, (Filter)Conditions.MatchKeyword(ChunkPayload.DocumentId, document), limit: 100)).Result;
}
