using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace EventAi.Retrieval.Caching;

/// <summary>Redis as a cache: while it is away nothing is found and nothing is kept, and the service goes on without it.</summary>
public sealed partial class CacheServer(IConnectionMultiplexer redis, IOptions<CachingOptions> options, ILogger<CacheServer> logger)
{
    private readonly IDatabase _database = redis.GetDatabase();

    public bool IsUsable => options.Value.Enabled && redis.IsConnected;

    /// <summary>For what must not be skipped; throws where Redis is away.</summary>
    public IDatabase Database => _database;

    /// <summary>The values of the keys; none of them where Redis is away.</summary>
    public async Task<RedisValue[]> GetAsync(params RedisKey[] keys)
    {
        if (IsUsable)
        {
            try
            {
                return await _database.StringGetAsync(keys);
            }
            catch (Exception exception) when (IsOutage(exception))
            {
                Away(exception.Message);
            }
        }
        return new RedisValue[keys.Length];
    }

    /// <summary>Null where Redis is away.</summary>
    public async Task<RedisResult?> EvaluateAsync(string script, RedisKey[] keys, RedisValue[] values)
    {
        if (IsUsable)
        {
            try
            {
                return await _database.ScriptEvaluateAsync(script, keys, values);
            }
            catch (Exception exception) when (IsOutage(exception))
            {
                Away(exception.Message);
            }
        }
        return null;
    }

    public async Task SetAsync(RedisKey key, RedisValue value, TimeSpan lifetime)
    {
        if (IsUsable)
        {
            try
            {
                await _database.StringSetAsync(key, value, lifetime);
            }
            catch (Exception exception) when (IsOutage(exception))
            {
                Away(exception.Message);
            }
        }
    }

    public static bool IsOutage(Exception exception) => exception is RedisException or RedisTimeoutException or ObjectDisposedException;

    [LoggerMessage(401, LogLevel.Warning, "The cache is away: {Reason}")]
    private partial void Away(string reason);
}
