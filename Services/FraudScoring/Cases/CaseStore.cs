using System.Text.Json;
using EventAi.Contracts;
using StackExchange.Redis;

namespace EventAi.FraudScoring.Cases;

/// <summary>
/// Cases in Redis: <c>case:{transaction}</c> holds one, the sorted set <c>cases</c> their order by the time of use. A case is made once:
/// an alert delivered again finds it as it is.
/// </summary>
public sealed class CaseStore(IConnectionMultiplexer redis, TimeProvider time)
{
    private const string Order = "cases";
    private const int Kept = 10_000;

    /// <summary>What is listed no more takes no room.</summary>
    private const string AddToOrder = """
        redis.call('ZADD', KEYS[1], 'NX', ARGV[2], ARGV[1])
        redis.call('ZREMRANGEBYRANK', KEYS[1], 0, ARGV[3])
        """;

    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(90);

    private readonly IDatabase _database = redis.GetDatabase();

    public Task OpenAsync(HighRiskTransaction alert) => Task.WhenAll(
        _database.StringSetAsync(Key(alert.TransactionId), Write(new FraudCase(alert, CaseState.Open, alert.Timestamp, By: null)), Lifetime, ValueCondition.NotExists),
        _database.ScriptEvaluateAsync(AddToOrder, [Order], [alert.TransactionId, alert.OccurredAt.ToUnixTimeMilliseconds(), -Kept - 1]));

    /// <summary>Latest first. Cases beyond the latest ten thousand, or older than 90 days, are listed no more.</summary>
    public async Task<IReadOnlyList<FraudCase>> ListAsync(CaseState? state, int limit)
    {
        var ids = await _database.SortedSetRangeByRankAsync(Order, 0, Kept - 1, StackExchange.Redis.Order.Descending);
        var cases = new List<FraudCase>();
        foreach (var chunk in ids.Chunk(500))
        {
            var values = await _database.StringGetAsync([.. chunk.Select(static id => (RedisKey)Key((string)id!))]);
            cases.AddRange(values.Where(static value => !value.IsNull).Select(Read).Where(found => state is null || found.State == state));
            if (cases.Count >= limit)
            {
                break;
            }
        }
        return [.. cases.Take(limit)];
    }

    public async Task<FraudCase?> FindAsync(string transactionId)
    {
        var value = await _database.StringGetAsync(Key(transactionId));
        return value.IsNull ? null : Read(value);
    }

    /// <summary>Brings a case to a state; null where there is none of that id. The last change holds.</summary>
    public async Task<FraudCase?> ChangeAsync(string transactionId, CaseState state, string? by)
    {
        if (await FindAsync(transactionId) is not { } found)
        {
            return null;
        }
        var changed = found with { State = state, ChangedAt = time.GetUtcNow(), By = by };
        await _database.StringSetAsync(Key(transactionId), Write(changed), Lifetime);
        return changed;
    }

    private static string Key(string transactionId) => $"case:{transactionId}";

    private static string Write(FraudCase written) => JsonSerializer.Serialize(written, CaseJson.Default.FraudCase);

    private static FraudCase Read(RedisValue value) => JsonSerializer.Deserialize((string)value!, CaseJson.Default.FraudCase)!;
}
