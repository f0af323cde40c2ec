using EventAi.Ingestion.Status;
using EventAi.Support;

namespace EventAi.Services.Tests.Ingestion;

public sealed class DocumentStatusStoreTests : RedisTests
{
    private DocumentStatusStore _store = null!;

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        _store = new DocumentStatusStore(Redis, TimeProvider.System);
    }

    [Fact]
    public async Task BeginVersion_SameContent_KeepsTheVersionUnlessItFailedOrWasDeleted()
    {
        Assert.Equal(1, (await BeginAsync("h1")).Version);
        Assert.Equal(1, (await BeginAsync("h1")).Version);
        await _store.FailedAsync("d", 1, "parse", "why");
        Assert.Equal(2, (await BeginAsync("h1")).Version);
        await _store.IndexedAsync("d", 2, 7);
        Assert.Equal(DocumentState.Indexed, (await BeginAsync("h1")).State);
        Assert.Equal(3, (await BeginAsync("h2")).Version);
        await _store.DeleteAsync("d");
        Assert.Equal(4, (await BeginAsync("h2")).Version);
    }

    [Fact]
    public async Task Advance_OldVersionOrDeleted_ChangesNothing()
    {
        await BeginAsync("h1");
        await BeginAsync("h2");

        Assert.False(await _store.IndexedAsync("d", 1, 3));
        Assert.True(await _store.ChunkedAsync("d", 2, 3));
        Assert.True(await _store.IndexedAsync("d", 2, 3));
        Assert.False(await _store.ChunkedAsync("d", 2, 3));
        await _store.DeleteAsync("d");
        Assert.False(await _store.IndexedAsync("d", 2, 3));
        Assert.Equal(DocumentState.Deleted, (await _store.GetAsync("d"))!.State);
        Assert.Null(await _store.GetAsync("unknown"));
        Assert.Null(await _store.DeleteAsync("unknown"));
    }

    [Fact]
    public async Task Advance_StatesThatComeLate_DoNotLeadBack()
    {
        await BeginAsync("h1");

        Assert.True(await _store.EmbeddedAsync("d", 1));
        Assert.False(await _store.ChunkedAsync("d", 1, 3));
        Assert.True(await _store.IndexedAsync("d", 1, 3));
        Assert.False(await _store.EmbeddedAsync("d", 1));
        Assert.False(await _store.FailedAsync("d", 1, "embed", "too late"));
        Assert.Equal(DocumentState.Indexed, (await _store.GetAsync("d"))!.State);
    }

    [Theory]
    [InlineData("parse", DocumentState.Uploaded)]
    [InlineData("embed", DocumentState.Chunked)]
    public async Task Redrive_FailedVersion_StandsWhereTheFailedStageBegins(string stage, DocumentState expected)
    {
        await BeginAsync("h1");
        Assert.False(await _store.RedriveAsync("d"));
        await _store.FailedAsync("d", 1, stage, "why");

        Assert.True(await _store.RedriveAsync("d"));

        var status = (await _store.GetAsync("d"))!;
        Assert.Equal((expected, 1L, 1, null, null), (status.State, status.Version, status.Redrives, status.Stage, status.Reason));
    }

    [Fact]
    public async Task Changes_Follower_SeesEveryStateOnce()
    {
        var changes = new DocumentChanges(Redis, TimeProvider.System);
        var position = await changes.PositionAsync();
        await BeginAsync("h1");
        await _store.ChunkedAsync("d", 1, 3);
        await _store.ChunkedAsync("d", 1, 3);
        await _store.IndexedAsync("d", 1, 3);
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(20));

        var states = new List<DocumentState>();
        await foreach (var change in changes.FollowAsync(position, deadline.Token))
        {
            if (change is null)
            {
                break; // all that there is was read
            }
            states.Add(change.State);
        }

        Assert.Equal([DocumentState.Uploaded, DocumentState.Chunked, DocumentState.Indexed], states);
    }

    [Fact]
    public async Task List_OfOneState_PagesThroughThoseOnly()
    {
        for (var number = 0; number < 6; number++)
        {
            await _store.BeginVersionAsync($"{number}", "x", "text/plain", 1, "h");
            if (number % 2 == 0)
            {
                await _store.FailedAsync($"{number}", 1, "parse", "why");
            }
        }

        Assert.Equal(3, (await _store.ListAsync(0, 10, DocumentState.Failed)).Count);
        Assert.Single(await _store.ListAsync(2, 10, DocumentState.Failed));
        Assert.Equal(6, await _store.CountAsync());
    }

    [Fact]
    public async Task BeginVersion_ConcurrentWriters_NeverShareAVersion()
    {
        var begun = await Task.WhenAll(Enumerable.Range(0, 50).Select(number => _store.BeginVersionAsync("d", "d.txt", "text/plain", 1, $"hash-{number}")));

        Assert.Equal(50, (await _store.GetAsync("d"))!.Version);
        Assert.Equal(50, begun.Length);
    }

    [Fact]
    public async Task List_Pages_AreLatestFirst()
    {
        foreach (var id in new[] { "a", "b", "c" })
        {
            await _store.BeginVersionAsync(id, id, "text/plain", 1, "h");
            await Task.Yield();
        }

        Assert.Equal(3, (await _store.ListAsync(0, 10)).Count);
        Assert.Single(await _store.ListAsync(2, 10));
    }

    private Task<DocumentStatus> BeginAsync(string hash) => _store.BeginVersionAsync("d", "d.txt", "text/plain", 1, hash);
}
