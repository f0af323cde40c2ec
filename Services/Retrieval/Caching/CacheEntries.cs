using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace EventAi.Retrieval.Caching;

/// <summary>
/// Searches and answers in Redis, each with what it hangs on. A document's change first makes the generation grow and then drops what it
/// touches; an entry is only kept while the generation is still the one from before its search. So what was searched before a change
/// and comes to be kept after it is not kept.
/// </summary>
public sealed class CacheEntries(CacheServer server, TimeProvider time, IOptions<CachingOptions> options)
{
    // KEYS: generation, entry, entries, deleted. ARGV: generation before the search, value, milliseconds, dependency, most entries, its documents.
    private const string Keep = """
        if (redis.call('GET', KEYS[1]) or '0') ~= ARGV[1] or redis.call('HLEN', KEYS[3]) >= tonumber(ARGV[5]) then
            return 0
        end
        for i = 6, #ARGV do
            if redis.call('ZSCORE', KEYS[4], ARGV[i]) then
                return 0
            end
        end
        redis.call('SET', KEYS[2], ARGV[2], 'PX', ARGV[3])
        redis.call('HSET', KEYS[3], KEYS[2], ARGV[4])
        return 1
        """;

    // KEYS: entries, those to drop.
    private const string Drop = """
        for i = 2, #KEYS do
            redis.call('DEL', KEYS[i])
            redis.call('HDEL', KEYS[1], KEYS[i])
        end
        return #KEYS - 1
        """;

    private const int DropBatch = 500;

    /// <summary>So long a deleted document's passages may still be found: the embedding service removes them on the same event as drops them here.</summary>
    private static readonly TimeSpan Vanishing = TimeSpan.FromMinutes(10);

    /// <summary>The entry, if it is there, and the generation to give to <see cref="KeepAsync"/>.</summary>
    public async Task<(RedisValue Value, string Generation)> LookAsync(string key)
    {
        var found = await server.GetAsync(key, CacheKeys.Generation);
        return (found[0], (string?)found[1] ?? "0");
    }

    /// <summary>False where it was not kept: a document changed meanwhile, the cache is full or away.</summary>
    public async Task<bool> KeepAsync(string key, RedisValue value, string generation, CacheDependency dependency, TimeSpan lifetime)
        => await server.EvaluateAsync(
            Keep,
            [CacheKeys.Generation, key, CacheKeys.Entries, CacheKeys.Deleted],
            [generation, value, (long)lifetime.TotalMilliseconds, dependency.ToJson(), options.Value.MaxEntries, .. dependency.Documents.Select(static document => (RedisValue)document)]) is { } kept && (long)kept == 1;

    public CacheDependency Dependency(IEnumerable<string> documents, Search.SearchFilters filters, TimeSpan lifetime)
        => new(documents.ToHashSet(StringComparer.Ordinal), filters, (time.GetUtcNow() + lifetime).ToUnixTimeMilliseconds());

    /// <summary>
    /// Drops what the changes touch; asks for a document's facts only where an entry's filters do. Throws while Redis is away: a change that is
    /// not known would leave the old results standing when it comes back.
    /// </summary>
    /// <returns>How many were dropped.</returns>
    public async Task<int> DropAsync(IReadOnlyList<DocumentChange> changes, Func<DocumentChange, Task<DocumentChange>> complete)
    {
        var database = server.Database;
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        await Task.WhenAll(
        [
            .. changes.Select(change => change.Deleted
                ? database.SortedSetAddAsync(CacheKeys.Deleted, change.DocumentId, now + Vanishing.TotalMilliseconds)
                : database.SortedSetRemoveAsync(CacheKeys.Deleted, change.DocumentId)),
            database.SortedSetRemoveRangeByScoreAsync(CacheKeys.Deleted, double.NegativeInfinity, now),
            database.StringIncrementAsync(CacheKeys.Generation),
        ]);
        var entries = await database.HashGetAllAsync(CacheKeys.Entries);
        if (entries.Length == 0)
        {
            return 0;
        }
        var known = entries.Select(static entry => (Key: (string)entry.Name!, Dependency: CacheDependency.Parse(entry.Value))).ToArray();
        if (known.Any(static entry => entry.Dependency?.NeedsFacts == true))
        {
            changes = await Task.WhenAll(changes.Select(complete));
        }
        var dropped = known.Where(entry => entry.Dependency is not { } dependency || dependency.Expires <= now || changes.Any(dependency.IsTouchedBy)).Select(static entry => entry.Key).ToArray();
        foreach (var batch in dropped.Chunk(DropBatch))
        {
            await database.ScriptEvaluateAsync(Drop, [CacheKeys.Entries, .. batch.Select(static key => (RedisKey)key)]);
        }
        return dropped.Length;
    }
}
