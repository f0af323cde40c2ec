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

    // KEYS: answers, vectors. ARGV: the last number that is known.
    private const string Since = """
        local found = {}
        for _, key in ipairs(redis.call('ZRANGEBYSCORE', KEYS[1], '(' .. ARGV[1], '+inf')) do
            found[#found + 1] = key
            found[#found + 1] = redis.call('HGET', KEYS[2], key) or ''
        end
        return found
        """;

    private const int ScopeBytes = 32;
    private const int Nearest = 3;

    private readonly SemaphoreSlim _gate = new(1, 1);
    private Entry[] _entries = [];
    private long _known;

    /// <summary>Keys of the answers to questions that are like this one, the most like first.</summary>
    /// <param name="sequence">Number of the latest answer.</param>
    /// <param name="scope">Of the question.</param>
    /// <param name="vector">Of the question, of length 1.</param>
    public async Task<IReadOnlyList<string>> LikeAsync(long sequence, string scope, float[] vector)
    {
        if (sequence != Interlocked.Read(ref _known))
        {
            await CatchUpAsync(sequence);
        }
        return
        [
            .. Volatile.Read(ref _entries).Where(entry => entry.Scope == scope && entry.Vector.Length == vector.Length)
                .Select(entry => (entry.Key, Likeness: TensorPrimitives.Dot<float>(entry.Vector, vector)))
                .Where(entry => entry.Likeness >= options.Value.AnswerThreshold)
                .OrderByDescending(static entry => entry.Likeness).Take(Nearest).Select(static entry => entry.Key),
        ];
    }

    public Task AddAsync(string key, string scope, float[] vector)
        => server.EvaluateAsync(
            Append,
            [CacheKeys.AnswerSequence, CacheKeys.Answers, CacheKeys.AnswerVectors],
            [key, (byte[])[.. Encoding.ASCII.GetBytes(scope), .. MemoryMarshal.AsBytes<float>(vector)], options.Value.MaxAnswers]);

    /// <summary>The answer is gone.</summary>
    public void Forget(string key) => Volatile.Write(ref _entries, [.. Volatile.Read(ref _entries).Where(entry => entry.Key != key)]);

    private async Task CatchUpAsync(long sequence)
    {
        await _gate.WaitAsync();
        try
        {
            var known = Interlocked.Read(ref _known);
            if (sequence < known)
            {
                (_entries, known) = ([], 0); // Redis began anew
            }
            if (await server.EvaluateAsync(Since, [CacheKeys.Answers, CacheKeys.AnswerVectors], [known]) is { } reply)
            {
                var added = ((RedisValue[]?)reply ?? []).Chunk(2).Where(static pair => pair[1].Length() > ScopeBytes).Select(static pair => Read(pair[0]!, (byte[])pair[1]!));
                Volatile.Write(ref _entries, [.. _entries.Concat(added).DistinctBy(static entry => entry.Key).TakeLast(options.Value.MaxAnswers)]);
                Interlocked.Exchange(ref _known, sequence);
            }
        }
        finally
        {
            _gate.Release();
        }
    }

    private static Entry Read(string key, byte[] value)
        => new(key, Encoding.ASCII.GetString(value, 0, ScopeBytes), MemoryMarshal.Cast<byte, float>(value.AsSpan(ScopeBytes)).ToArray());

    private sealed record Entry(string Key, string Scope, float[] Vector);
}
