using EventAi.Contracts;
using StackExchange.Redis;

namespace EventAi.FraudScoring;

/// <summary>
/// What is known of a card and of a transaction id, in Redis. Everything is a set of transaction ids or a first-writer-wins
/// claim, so doing it again changes nothing. Calls made without awaiting travel in one pipeline.
/// </summary>
public sealed class CardActivity(IConnectionMultiplexer redis)
{
    public static TimeSpan Window { get; } = TimeSpan.FromHours(1);

    /// <summary>Transactions this late in event time still find their window complete.</summary>
    public static TimeSpan AllowedLateness { get; } = TimeSpan.FromHours(1);

    private readonly IDatabase _database = redis.GetDatabase();

    /// <summary>
    /// Claims a transaction id for a record; returns the coordinates of the record that holds the claim (the given ones on first
    /// sight and on redelivery, others where this record is a duplicate).
    /// </summary>
    public async Task<string> ClaimAsync(string transactionId, string coordinates, TimeSpan lifetime)
    {
        var holder = await _database.StringSetAndGetAsync($"seen:{transactionId}", coordinates, lifetime, When.NotExists, CommandFlags.None);
        return (string?)holder ?? coordinates;
    }

    /// <summary>Adds the transaction to its card's window and counts the window that ends with it.</summary>
    public async Task<long> AddAndCountAsync(TransactionReceived transaction)
    {
        RedisKey key = $"velocity:{transaction.CardId}";
        double time = transaction.OccurredAt.ToUnixTimeMilliseconds();
        var added = _database.SortedSetAddAsync(key, transaction.TransactionId, time, SortedSetWhen.NotExists);
        var count = _database.SortedSetLengthAsync(key, time - Window.TotalMilliseconds, time, Exclude.Start);
        var expired = _database.SortedSetRemoveRangeByScoreAsync(key, double.NegativeInfinity, time - (Window + AllowedLateness).TotalMilliseconds);
        var kept = _database.KeyExpireAsync(key, 2 * (Window + AllowedLateness));
        await Task.WhenAll(added, count, expired, kept);
        return await count;
    }
}
