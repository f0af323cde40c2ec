using EventAi.Ingestion.Status;
using EventAi.Support;
using StackExchange.Redis;

namespace EventAi.Services.Tests.Ingestion;

public sealed class DocumentStatusStoreTests : IAsyncLifetime
{
    private RedisServer _server = null!;
    private ConnectionMultiplexer _redis = null!;
    private DocumentStatusStore _store = null!;

    public async Task InitializeAsync()
    {
        _server = await RedisServer.StartAsync();
        _redis = await _server.ConnectAsync();
        _store = new DocumentStatusStore(_redis, TimeProvider.System);
    }

    public async Task DisposeAsync()
    {
        await _redis.DisposeAsync();
        await _server.DisposeAsync();
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
