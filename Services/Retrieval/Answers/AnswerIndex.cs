using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using System.Text;
using EventAi.Retrieval.Caching;
using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace EventAi.Retrieval.Answers;

/// <summary>
/// The questions of kept answers as vectors, to find one that means the same. Redis holds them for all processes; each has a copy in memory
/// and asks only for those that came since.
/// </summary>
public sealed class AnswerIndex(CacheServer server, IOptions<CachingOptions> options)
{
    // KEYS: sequence, answers, vectors. ARGV: key, scope and vector, most answers.
    private const string Append = """
        local number = redis.call('INCR', KEYS[1])
        redis.call('ZADD', KEYS[2], number, ARGV[1])
        redis.call('HSET', KEYS[3], ARGV[1], ARGV[2])
        local over = redis.call('ZCARD', KEYS[2]) - tonumber(ARGV[3])
        if over > 0 then
            for _, old in ipairs(redis.call('ZRANGE', KEYS[2], 0, over - 1)) do
                redis.call('ZREM', KEYS[2], old)
                redis.call('HDEL', KEYS[3], old)
            end
        end
        return number
        """;

    // KEYS: sequence, answers, vectors. ARGV: the last number that is known. A lower sequence than that: Redis began anew, and all are new.
    private const string Since = """
        local number = tonumber(redis.call('GET', KEYS[1]) or '0')
        local known = number < tonumber(ARGV[1]) and '0' or ARGV[1]
        local found = { number }
        for _, key in ipairs(redis.call('ZRANGEBYSCORE', KEYS[2], '(' .. known, '+inf')) do
            found[#found + 1] = key
            found[#found + 1] = redis.call('HGET', KEYS[3], key) or ''
        end
        return found
        """;

    private const int ScopeBytes = 32;
    private const int Nearest = 3;

    private readonly SemaphoreSlim _gate = new(1, 1);
    private Entry[] _entries = [];
    private long _known;

    /// <summary>Fetches the questions that came since, if there are any.</summary>
    /// <param name="sequence">Number of the latest answer.</param>
    public async Task CatchUpAsync(long sequence)
    {
        if (sequence == Interlocked.Read(ref _known))
        {
            return;
        }
        await _gate.WaitAsync();
        try
        {
            var known = Interlocked.Read(ref _known);
            if (sequence != known && (RedisValue[]?)await server.EvaluateAsync(Since, [CacheKeys.AnswerSequence, CacheKeys.Answers, CacheKeys.AnswerVectors], [known]) is [var number, .. var pairs])
            {
                var before = (long)number < known ? [] : _entries;
                var added = pairs.Chunk(2).Where(static pair => pair[1].Length() > ScopeBytes).Select(static pair => Read(pair[0]!, (byte[])pair[1]!));
                Volatile.Write(ref _entries, [.. before.Concat(added).DistinctBy(static entry => entry.Key).TakeLast(options.Value.MaxAnswers)]);
                Interlocked.Exchange(ref _known, (long)number);
            }
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Keys of the answers to questions that are like this one, the most like first.</summary>
    /// <param name="scope">Of the question.</param>
    /// <param name="vector">Of the question, of length 1.</param>
    public IReadOnlyList<string> Like(string scope, float[] vector)
        =>
        [
            .. Volatile.Read(ref _entries).Where(entry => entry.Scope == scope && entry.Vector.Length == vector.Length)
                .Select(entry => (entry.Key, Likeness: TensorPrimitives.Dot<float>(entry.Vector, vector)))
                .Where(entry => entry.Likeness >= options.Value.AnswerThreshold)
                .OrderByDescending(static entry => entry.Likeness).Take(Nearest).Select(static entry => entry.Key),
        ];

    public Task AddAsync(string key, string scope, float[] vector)
        => server.EvaluateAsync(
            Append,
            [CacheKeys.AnswerSequence, CacheKeys.Answers, CacheKeys.AnswerVectors],
            [key, (byte[])[.. Encoding.ASCII.GetBytes(scope), .. MemoryMarshal.AsBytes<float>(vector)], options.Value.MaxAnswers]);

    /// <summary>The answer is gone.</summary>
    public void Forget(string key) => Volatile.Write(ref _entries, [.. Volatile.Read(ref _entries).Where(entry => entry.Key != key)]);

    private static Entry Read(string key, byte[] value)
        => new(key, Encoding.ASCII.GetString(value, 0, ScopeBytes), MemoryMarshal.Cast<byte, float>(value.AsSpan(ScopeBytes)).ToArray());

    private sealed record Entry(string Key, string Scope, float[] Vector);
}
