using EventAi.Contracts;
using EventAi.FraudScoring;
using EventAi.FraudScoring.Features;
using EventAi.ServiceDefaults.Kafka;
using EventAi.Simulation;
using EventAi.Support;
using Microsoft.Extensions.Options;

namespace EventAi.Services.Tests.Fraud;

/// <summary>Claims of transaction ids are given up by event time, and never one whose duplicate may still come.</summary>
public sealed class ClaimRetentionTests : RedisTests
{
    private const int BatchSize = 100;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly SteppedTime _time = new();
    private readonly TransactionReceived[] _log =
        [.. new TransactionGenerator(new SimulationOptions { Seed = 48, Cards = 60, Terminals = 40 }).Take(8000).Select(static simulated => simulated.Event)];

    private long _offset;

    [Fact]
    public async Task Claims_StreamThroughFortyDays_AreKeptForTheAllowedLatenessOnly()
    {
        var engine = Engine();
        Assert.Equal(_log.Length, await FirstSightingsAsync(engine, _log));

        // Ten minutes are ten batches of these; an hour is the grain.
        var low = _log[^(11 * BatchSize)].OccurredAt;
        var needed = low - TimeSpan.FromMilliseconds(CardWindow.AllowedLateness);
        var kept = _log.Count(transaction => transaction.OccurredAt >= needed - TimeSpan.FromHours(2));
        Assert.InRange(kept, 1, _log.Length / 2);
        await DropsAsync(engine, low, kept);

        // Every one that is late by no more than allowed is still known.
        Assert.Equal(0, await FirstSightingsAsync(engine, [.. _log.Where(transaction => transaction.OccurredAt >= needed)]));
    }

    [Fact]
    public async Task Claims_OldAndNewStreamSideBySide_AreKept()
    {
        var engine = Engine();
        var mixed = _log.Select((transaction, i) => i % 7 == 0 ? transaction with { OccurredAt = _time.GetUtcNow() } : transaction).ToArray();
        Array.Sort([.. mixed.Select((_, i) => i % BatchSize)], mixed); // each batch carries old ones and new ones
        await FirstSightingsAsync(engine, mixed);

        Assert.Equal(_log.Length, await ClaimsAsync());
        Assert.Equal(0, await FirstSightingsAsync(engine, mixed));
    }

    [Fact]
    public async Task Claims_OfAnEarlierOwner_AreGivenUpByTheNext()
    {
        await FirstSightingsAsync(Engine(), _log[..1000]);
        Assert.Equal(1000, await ClaimsAsync());

        await DropsAsync(Engine(), _log[^1].OccurredAt.AddDays(30), 0);
    }

    private async Task<int> FirstSightingsAsync(FeatureEngine engine, TransactionReceived[] log)
    {
        var first = 0;
        foreach (var batch in log.Chunk(BatchSize))
        {
            first += (await engine.DescribeAsync([.. batch.Select(Record)])).Count(static features => features is not null);
            _time.Advance(TimeSpan.FromMinutes(1));
        }
        return first;
    }

    /// <summary>Goes on with transactions of one time until no more claims are left than that, and its own.</summary>
    private async Task DropsAsync(FeatureEngine engine, DateTimeOffset eventTime, int most)
    {
        var own = 0;
        await Eventually.HoldsAsync(Patience, async () =>
        {
            await FirstSightingsAsync(engine, [_log[0] with { TransactionId = $"tick-{own++}", OccurredAt = eventTime }]);
            return await ClaimsAsync() <= most + own;
        });
    }

    private async Task<long> ClaimsAsync()
        => (long)await Redis.GetDatabase().ScriptEvaluateAsync("return #redis.call('KEYS', 'seen:*')");

    private Received<TransactionReceived> Record(TransactionReceived transaction) => new(transaction, new RecordCoordinates(Topics.TransactionsReceived, 0, _offset++));

    private FeatureEngine Engine() => new(new FraudState(Redis, _time), _time, Options.Create(new FraudScoringOptions()));
}
