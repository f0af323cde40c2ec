using EventAi.Support;

namespace StackExchange.Redis.Tests;

public sealed class ConnectionTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task Connect_NobodyThere_ThrowsOrWaitsAsAsked()
    {
        var port = RedisServer.FreePort();

        await Assert.ThrowsAsync<RedisConnectionException>(() => ConnectionMultiplexer.ConnectAsync($"127.0.0.1:{port},connectTimeout=300"));
        await using var patient = await ConnectionMultiplexer.ConnectAsync($"127.0.0.1:{port},connectTimeout=300,abortConnect=false");
        Assert.False(patient.IsConnected);
        await using var server = await RedisServer.StartAsync(port);
        await Eventually.HoldsAsync(Patience, () => Task.FromResult(patient.IsConnected));
        await patient.GetDatabase().PingAsync();
    }

    [Fact]
    public async Task Connection_ServerKilledAndBack_FailsWhatWasUnderWayAndReconnects()
    {
        var first = await RedisServer.StartAsync();
        var port = int.Parse(first.ConnectionString.Split(':')[1]);
        await using var redis = await first.ConnectAsync();
        var lost = new TaskCompletionSource();
        var restored = new TaskCompletionSource();
        redis.ConnectionFailed += (_, _) => lost.TrySetResult();
        redis.ConnectionRestored += (_, _) => restored.TrySetResult();
        await redis.GetDatabase().StringSetAsync("k", 1);

        await first.KillAsync();
        await lost.Task.WaitAsync(Patience);
        Assert.False(redis.IsConnected);
        await using var second = await RedisServer.StartAsync(port);
        await restored.Task.WaitAsync(Patience);

        Assert.True(await redis.GetDatabase().StringSetAsync("k", 2));
        await first.DisposeAsync();
    }

    [Fact]
    public async Task Command_ServerStaysAway_TimesOut()
    {
        await using var redis = await ConnectionMultiplexer.ConnectAsync($"127.0.0.1:{RedisServer.FreePort()},connectTimeout=200,asyncTimeout=300,abortConnect=false");

        await Assert.ThrowsAsync<RedisTimeoutException>(() => redis.GetDatabase().PingAsync());
    }

    [Fact]
    public async Task Command_AfterDispose_Fails()
    {
        await using var server = await RedisServer.StartAsync();
        var redis = await server.ConnectAsync();
        await redis.DisposeAsync();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => redis.GetDatabase().PingAsync());
    }

    [Fact]
    public void Parse_UnknownKeyword_SaysSo()
        => Assert.Contains("colour", Assert.Throws<ArgumentException>(() => ConfigurationOptions.Parse("localhost,colour=red")).Message, StringComparison.Ordinal);
}
