using EventAi.Support;

namespace StackExchange.Redis.Tests;

/// <summary>Against a real redis-server; the same tests hold for the real package.</summary>
public sealed class RedisDatabaseTests : IAsyncLifetime
{
    private RedisServer _server = null!;
    private ConnectionMultiplexer _redis = null!;
    private IDatabase _database = null!;

    public async Task InitializeAsync()
    {
        _server = await RedisServer.StartAsync();
        _redis = await _server.ConnectAsync();
        _database = _redis.GetDatabase();
    }

    public async Task DisposeAsync()
    {
        await _redis.DisposeAsync();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task Strings_SetGetConditionExpiry_BehaveAsDocumented()
    {
        Assert.True(await _database.StringSetAsync("k", "v"));
        Assert.Equal("v", (string?)await _database.StringGetAsync("k"));
        Assert.False(await _database.StringSetAsync("k", "w", when: ValueCondition.NotExists));
        Assert.True((await _database.StringGetAsync("missing")).IsNull);
        Assert.Equal(["v", null], (await _database.StringGetAsync(["k", "missing"])).Select(static value => (string?)value));
        Assert.Equal(5, await _database.StringIncrementAsync("n", 5));
        Assert.True(await _database.StringSetAsync("short", "v", TimeSpan.FromMilliseconds(1)));
        await Eventually.HoldsAsync(TimeSpan.FromSeconds(5), async () => (await _database.StringGetAsync("short")).IsNull);
    }

    [Fact]
    public async Task StringSetAndGet_NotExists_TellsTheHolder()
    {
        Assert.True((await _database.StringSetAndGetAsync("claim", "first", TimeSpan.FromMinutes(1), When.NotExists, CommandFlags.None)).IsNull);
        Assert.Equal("first", (string?)await _database.StringSetAndGetAsync("claim", "second", TimeSpan.FromMinutes(1), When.NotExists, CommandFlags.None));
        Assert.Equal("first", (string?)await _database.StringGetAsync("claim"));
    }

    [Fact]
    public async Task Hashes_Fields_AreKept()
    {
        await _database.HashSetAsync("h", [new HashEntry("a", 1), new HashEntry("b", "two")]);

        Assert.Equal(["a: 1", "b: two"], (await _database.HashGetAllAsync("h")).Select(static entry => entry.ToString()).Order());
        Assert.Equal(4, await _database.HashIncrementAsync("h", "a", 3));
        Assert.False(await _database.HashSetAsync("h", "a", 9, When.NotExists));
        Assert.True(await _database.HashDeleteAsync("h", "a"));
        Assert.Empty(await _database.HashGetAllAsync("missing"));
    }

    [Fact]
    public async Task SortedSets_Windows_AreCountedWithOpenAndClosedBounds()
    {
        foreach (var score in new[] { 1.0, 2.0, 3.0, 4.5 })
        {
            Assert.True(await _database.SortedSetAddAsync("z", $"m{score}", score));
        }

        Assert.False(await _database.SortedSetAddAsync("z", "m1", 9, SortedSetWhen.NotExists));
        Assert.Equal(4, await _database.SortedSetLengthAsync("z"));
        Assert.Equal(3, await _database.SortedSetLengthAsync("z", 1, 4.5, Exclude.Start));
        Assert.Equal(2, await _database.SortedSetLengthAsync("z", 1, 4.5, Exclude.Both));
        Assert.Equal(["m4.5", "m3"], (await _database.SortedSetRangeByRankAsync("z", 0, 1, Order.Descending)).Select(static value => value.ToString()));
        Assert.Equal(2, await _database.SortedSetRemoveRangeByScoreAsync("z", double.NegativeInfinity, 2));
        Assert.True(await _database.KeyExpireAsync("z", TimeSpan.FromMinutes(1)));
        Assert.True(await _database.KeyDeleteAsync("z"));
        Assert.False(await _database.KeyExistsAsync("z"));
    }

    [Fact]
    public async Task ScriptEvaluate_UnknownThenKnownScript_Runs()
    {
        const string Script = "redis.call('SET', KEYS[1], ARGV[1]) return {KEYS[1], ARGV[1], 3, false}";

        for (var i = 0; i < 2; i++)
        {
            var items = (RedisResult[]?)await _database.ScriptEvaluateAsync(Script, ["k"], ["v"]);
            Assert.Equal(4, items!.Length);
            Assert.Equal("v", (string?)items[1]);
            Assert.Equal(3, (long)items[2]);
            Assert.True(items[3].IsNull);
        }
    }

    [Fact]
    public async Task Commands_ErrorReply_ThrowsAndTheConnectionGoesOn()
    {
        await _database.StringSetAsync("text", "v");

        var exception = await Assert.ThrowsAsync<RedisServerException>(() => _database.HashGetAsync("text", "f"));
        Assert.StartsWith("WRONGTYPE", exception.Message, StringComparison.Ordinal);
        Assert.Equal("v", (string?)await _database.StringGetAsync("text"));
    }

    [Fact]
    public async Task Pipeline_BurstOfManyCommands_IsAnsweredInOrder()
    {
        var replies = await Task.WhenAll(Enumerable.Range(0, 100_000).Select(_ => _database.StringIncrementAsync("burst")));

        Assert.Equal(Enumerable.Range(1, 100_000).Select(static value => (long)value), replies);
    }

    [Fact]
    public async Task Values_LargeAndBinary_ComeBackUnchanged()
    {
        var bytes = new byte[5_000_000];
        new Random(1).NextBytes(bytes);

        await _database.StringSetAsync("large", bytes);

        Assert.Equal(bytes, (byte[]?)await _database.StringGetAsync("large"));
    }

    [Fact]
    public async Task Batch_UntilExecute_SendsNothing()
    {
        var batch = _database.CreateBatch();
        var first = batch.StringSetAsync("batched", 1);
        var second = batch.StringIncrementAsync("batched");

        Assert.True((await _database.StringGetAsync("batched")).IsNull);
        batch.Execute();
        Assert.True(await first);
        Assert.Equal(2, await second);
    }
}
