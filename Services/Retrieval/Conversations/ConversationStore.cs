using System.Text.Json;
using EventAi.Retrieval.Caching;
using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace EventAi.Retrieval.Conversations;

/// <summary>
/// What was said in each conversation, in Redis. One question of a conversation is answered at a time, by whichever process; a question and
/// its answer are added in one step, so the order is always question, answer, question, answer.
/// </summary>
public sealed class ConversationStore(IConnectionMultiplexer redis, TimeProvider time, IOptions<ConversationOptions> options)
{
    // KEYS: messages, lock. ARGV: holder of the lock, milliseconds, messages.
    private const string Append = """
        if redis.call('GET', KEYS[2]) ~= ARGV[1] then
            return -1
        end
        for i = 3, #ARGV do
            redis.call('RPUSH', KEYS[1], ARGV[i])
        end
        redis.call('PEXPIRE', KEYS[1], ARGV[2])
        return redis.call('LLEN', KEYS[1])
        """;

    private const string Release = """
        if redis.call('GET', KEYS[1]) == ARGV[1] then
            redis.call('DEL', KEYS[1])
        end
        return 1
        """;

    private const string Latest = "return redis.call('LRANGE', KEYS[1], ARGV[1], ARGV[2])";

    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(20);

    private readonly IDatabase _database = redis.GetDatabase();

    /// <summary>Waits for the conversation's turn.</summary>
    /// <exception cref="ConversationBusyException">It did not come in time.</exception>
    public async Task<ConversationTurn> TakeAsync(string id, CancellationToken cancellationToken)
    {
        var holder = Guid.NewGuid().ToString("N");
        var started = time.GetTimestamp();
        while (!await _database.StringSetAsync(CacheKeys.ConversationLock(id), holder, options.Value.TurnLimit, ValueCondition.NotExists))
        {
            if (time.GetElapsedTime(started) > options.Value.Patience)
            {
                throw new ConversationBusyException(id);
            }
            await Task.Delay(Interval, time, cancellationToken);
        }
        var history = await LatestAsync(id, options.Value.HistoryMessages);
        return new ConversationTurn(holder, history, async () => await _database.ScriptEvaluateAsync(Release, [CacheKeys.ConversationLock(id)], [holder]));
    }

    /// <summary>Adds a question and its answer.</summary>
    /// <exception cref="ConversationBusyException">The turn took too long and went to another question.</exception>
    public async Task AddAsync(string id, ConversationTurn turn, params IReadOnlyList<ConversationMessage> messages)
    {
        var length = (long)await _database.ScriptEvaluateAsync(
            Append,
            [CacheKeys.Conversation(id), CacheKeys.ConversationLock(id)],
            [turn.Holder, (long)options.Value.Lifetime.TotalMilliseconds, .. messages.Select(static message => (RedisValue)JsonSerializer.SerializeToUtf8Bytes(message, JsonSerializerOptions.Web))]);
        if (length < 0)
        {
            throw new ConversationBusyException(id);
        }
    }

    /// <summary>The last messages, in order.</summary>
    public async Task<IReadOnlyList<ConversationMessage>> LatestAsync(string id, int count)
    {
        var found = (RedisValue[]?)await _database.ScriptEvaluateAsync(Latest, [CacheKeys.Conversation(id)], [-count, -1]) ?? [];
        return [.. found.Select(static message => JsonSerializer.Deserialize<ConversationMessage>(((ReadOnlyMemory<byte>)message).Span, JsonSerializerOptions.Web)!)];
    }

    public Task<bool> DeleteAsync(string id) => _database.KeyDeleteAsync(CacheKeys.Conversation(id));
}
