using EventAi.Support;
using StackExchange.Redis;

namespace EventAi.Services.Tests;

/// <summary>Tests with a redis-server of their own, empty before each of them.</summary>
public abstract class RedisTests : IAsyncLifetime
{
    private RedisServer _server = null!;

    protected ConnectionMultiplexer Redis { get; private set; } = null!;

    public virtual async Task InitializeAsync()
    {
        _server = await RedisServer.StartAsync();
        Redis = await _server.ConnectAsync();
    }

    public async Task DisposeAsync()
    {
        await Redis.DisposeAsync();
        await _server.DisposeAsync();
    }
}
