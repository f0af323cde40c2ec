// Stands in for StackExchange.Redis 3.4.35: the subset the application uses, the same names and behaviour, RESP2 on the wire.
using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace StackExchange.Redis;

/// <summary>Turns the typed calls into commands and the replies back; where a command goes is the subclass's matter.</summary>
internal abstract class RedisCommands : IDatabaseAsync
{
    private static readonly RedisValue Nx = "NX";
    private static readonly RedisValue Xx = "XX";

    protected abstract Task<RedisResult> SendAsync(RedisValue[] command, CommandFlags flags);

    public async Task<TimeSpan> PingAsync(CommandFlags flags = CommandFlags.None)
    {
        var started = Stopwatch.GetTimestamp();
        await SendAsync(["PING"], flags).ConfigureAwait(false);
        return Stopwatch.GetElapsedTime(started);
    }

    public Task<bool> HashDeleteAsync(RedisKey key, RedisValue hashField, CommandFlags flags = CommandFlags.None)
        => BooleanAsync(SendAsync(["HDEL", key.Bytes, hashField], flags));

    public Task<RedisValue> HashGetAsync(RedisKey key, RedisValue hashField, CommandFlags flags = CommandFlags.None)
        => ValueAsync(SendAsync(["HGET", key.Bytes, hashField], flags));

    public async Task<HashEntry[]> HashGetAllAsync(RedisKey key, CommandFlags flags = CommandFlags.None)
    {
        var items = (RedisValue[]?)await SendAsync(["HGETALL", key.Bytes], flags).ConfigureAwait(false) ?? [];
        return [.. items.Chunk(2).Select(static pair => new HashEntry(pair[0], pair[1]))];
    }

    public Task<long> HashIncrementAsync(RedisKey key, RedisValue hashField, long value = 1, CommandFlags flags = CommandFlags.None)
        => IntegerAsync(SendAsync(["HINCRBY", key.Bytes, hashField, value], flags));

    public Task HashSetAsync(RedisKey key, HashEntry[] hashFields, CommandFlags flags = CommandFlags.None)
        => SendAsync(["HSET", key.Bytes, .. hashFields.SelectMany(static field => new[] { field.Name, field.Value })], flags);

    public Task<bool> HashSetAsync(RedisKey key, RedisValue hashField, RedisValue value, When when = When.Always, CommandFlags flags = CommandFlags.None)
        => BooleanAsync(SendAsync([when == When.NotExists ? "HSETNX" : "HSET", key.Bytes, hashField, value], flags));

    public Task<bool> KeyDeleteAsync(RedisKey key, CommandFlags flags = CommandFlags.None)
        => BooleanAsync(SendAsync(["DEL", key.Bytes], flags));

    public Task<bool> KeyExistsAsync(RedisKey key, CommandFlags flags = CommandFlags.None)
        => BooleanAsync(SendAsync(["EXISTS", key.Bytes], flags));

    public Task<bool> KeyExpireAsync(RedisKey key, TimeSpan? expiry, ExpireWhen when = ExpireWhen.Always, CommandFlags flags = CommandFlags.None)
    {
        if (expiry is not { } time)
        {
            return BooleanAsync(SendAsync(["PERSIST", key.Bytes], flags));
        }
        RedisValue[] condition = when switch
        {
            ExpireWhen.GreaterThanCurrentExpiry => ["GT"],
            ExpireWhen.LessThanCurrentExpiry => ["LT"],
            ExpireWhen.HasExpiry => ["XX"],
            ExpireWhen.HasNoExpiry => ["NX"],
            _ => [],
        };
        return BooleanAsync(SendAsync(["PEXPIRE", key.Bytes, Milliseconds(time), .. condition], flags));
    }

    /// <summary>EVALSHA, and EVAL once where the server does not know the script yet.</summary>
    public async Task<RedisResult> ScriptEvaluateAsync(string script, RedisKey[]? keys = null, RedisValue[]? values = null, CommandFlags flags = CommandFlags.None)
    {
        RedisValue[] arguments = [(keys ?? []).Length, .. (keys ?? []).Select(static key => (RedisValue)key.Bytes), .. values ?? []];
        try
        {
            return await SendAsync(["EVALSHA", ScriptHash.Of(script), .. arguments], flags).ConfigureAwait(false);
        }
        catch (RedisServerException exception) when (exception.Message.StartsWith("NOSCRIPT", StringComparison.Ordinal))
        {
            return await SendAsync(["EVAL", script, .. arguments], flags).ConfigureAwait(false);
        }
    }

    public Task<bool> SortedSetAddAsync(RedisKey key, RedisValue member, double score, SortedSetWhen when = SortedSetWhen.Always, CommandFlags flags = CommandFlags.None)
    {
        RedisValue[] conditions =
        [
            .. when.HasFlag(SortedSetWhen.Exists) ? [Xx] : Array.Empty<RedisValue>(),
            .. when.HasFlag(SortedSetWhen.NotExists) ? [Nx] : Array.Empty<RedisValue>(),
            .. when.HasFlag(SortedSetWhen.GreaterThan) ? ["GT"] : Array.Empty<RedisValue>(),
            .. when.HasFlag(SortedSetWhen.LessThan) ? ["LT"] : Array.Empty<RedisValue>(),
        ];
        return BooleanAsync(SendAsync(["ZADD", key.Bytes, .. conditions, score, member], flags));
    }

    public Task<long> SortedSetLengthAsync(RedisKey key, double min = double.NegativeInfinity, double max = double.PositiveInfinity, Exclude exclude = Exclude.None, CommandFlags flags = CommandFlags.None)
        => IntegerAsync(double.IsNegativeInfinity(min) && double.IsPositiveInfinity(max)
            ? SendAsync(["ZCARD", key.Bytes], flags)
            : SendAsync(["ZCOUNT", key.Bytes, Bound(min, exclude, Exclude.Start), Bound(max, exclude, Exclude.Stop)], flags));

    public async Task<RedisValue[]> SortedSetRangeByRankAsync(RedisKey key, long start = 0, long stop = -1, Order order = Order.Ascending, CommandFlags flags = CommandFlags.None)
        => (RedisValue[]?)await SendAsync([order == Order.Ascending ? "ZRANGE" : "ZREVRANGE", key.Bytes, start, stop], flags).ConfigureAwait(false) ?? [];

    public Task<bool> SortedSetRemoveAsync(RedisKey key, RedisValue member, CommandFlags flags = CommandFlags.None)
        => BooleanAsync(SendAsync(["ZREM", key.Bytes, member], flags));

    public Task<long> SortedSetRemoveRangeByScoreAsync(RedisKey key, double start, double stop, Exclude exclude = Exclude.None, CommandFlags flags = CommandFlags.None)
        => IntegerAsync(SendAsync(["ZREMRANGEBYSCORE", key.Bytes, Bound(start, exclude, Exclude.Start), Bound(stop, exclude, Exclude.Stop)], flags));

    public Task<RedisValue> StringGetAsync(RedisKey key, CommandFlags flags = CommandFlags.None)
        => ValueAsync(SendAsync(["GET", key.Bytes], flags));

    public async Task<RedisValue[]> StringGetAsync(RedisKey[] keys, CommandFlags flags = CommandFlags.None)
        => keys.Length == 0 ? [] : (RedisValue[]?)await SendAsync(["MGET", .. keys.Select(static key => (RedisValue)key.Bytes)], flags).ConfigureAwait(false) ?? [];

    public Task<long> StringIncrementAsync(RedisKey key, long value = 1, CommandFlags flags = CommandFlags.None)
        => IntegerAsync(SendAsync(["INCRBY", key.Bytes, value], flags));

    public async Task<bool> StringSetAsync(RedisKey key, RedisValue value, Expiration expiry = default, ValueCondition when = default, CommandFlags flags = CommandFlags.None)
        => !(await SendAsync(["SET", key.Bytes, value, .. Expiry(expiry.Ttl), .. Condition(when.When)], flags).ConfigureAwait(false)).IsNull;

    public Task<RedisValue> StringSetAndGetAsync(RedisKey key, RedisValue value, TimeSpan? expiry, When when, CommandFlags flags)
        => StringSetAndGetAsync(key, value, expiry, keepTtl: false, when, flags);

    public Task<RedisValue> StringSetAndGetAsync(RedisKey key, RedisValue value, TimeSpan? expiry = null, bool keepTtl = false, When when = When.Always, CommandFlags flags = CommandFlags.None)
        => ValueAsync(SendAsync(["SET", key.Bytes, value, .. keepTtl ? ["KEEPTTL"] : Expiry(expiry), .. Condition(when), "GET"], flags));

    private static RedisValue[] Expiry(TimeSpan? expiry) => expiry is { } time ? ["PX", Milliseconds(time)] : [];

    private static RedisValue[] Condition(When when) => when switch
    {
        When.Exists => [Xx],
        When.NotExists => [Nx],
        _ => [],
    };

    private static long Milliseconds(TimeSpan time) => (long)Math.Ceiling(time.TotalMilliseconds);

    private static RedisValue Bound(double value, Exclude exclude, Exclude side)
        => (exclude.HasFlag(side) ? "(" : "") + RedisValue.Format(value);

    private static async Task<bool> BooleanAsync(Task<RedisResult> reply) => (long)await reply.ConfigureAwait(false) != 0;

    private static async Task<long> IntegerAsync(Task<RedisResult> reply) => (long)await reply.ConfigureAwait(false);

    private static async Task<RedisValue> ValueAsync(Task<RedisResult> reply) => (RedisValue)await reply.ConfigureAwait(false);

    private static class ScriptHash
    {
        private static readonly System.Collections.Concurrent.ConcurrentDictionary<string, string> Known = new(StringComparer.Ordinal);

        /// <summary>SHA-1 in lower-case hexadecimal: how EVALSHA names a script.</summary>
        public static string Of(string script) => Known.GetOrAdd(script, static text => string.Create(
            CultureInfo.InvariantCulture, $"{Convert.ToHexStringLower(SHA1.HashData(Encoding.UTF8.GetBytes(text)))}"));
    }
}
