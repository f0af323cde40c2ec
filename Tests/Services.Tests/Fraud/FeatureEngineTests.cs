using EventAi.Contracts;
using EventAi.FraudScoring;
using EventAi.FraudScoring.Features;
using EventAi.FraudScoring.Labels;
using EventAi.ServiceDefaults.Kafka;
using EventAi.Simulation;
using EventAi.Support;
using Microsoft.Extensions.Options;

namespace EventAi.Services.Tests.Fraud;

/// <summary>The engine over a real Redis beside the definitions: every value of every transaction, to the last bit.</summary>
public sealed class FeatureEngineTests : RedisTests
{
    private const int BatchSize = 200;

    [Fact]
    public async Task DescribeAsync_SixtyDaysWithLabels_EqualsTheDefinitions()
    {
        var simulated = Simulate(seed: 41, 12_000);
        var log = simulated.Select(static transaction => transaction.Event).ToArray();
        var frauds = simulated.Where(static transaction => transaction.IsFraud).ToArray();
        var (engine, labels) = (Engine(), new LabelHandler(State()));
        var features = new List<FraudFeatures?>();
        var labelled = 0;
        foreach (var batch in Records(log).Chunk(BatchSize))
        {
            // Labels come three days after their transactions: in time for all that may know of them.
            var known = frauds.Skip(labelled).TakeWhile(fraud => fraud.Event.OccurredAt < batch[0].Event.OccurredAt.AddDays(-3)).ToArray();
            await labels.HandleAsync([.. known.Select(static fraud => new Received<TransactionLabelled>(Label(fraud.Event, isFraud: true), default))], CancellationToken.None);
            labelled += known.Length;
            features.AddRange(await engine.DescribeAsync(batch));
        }

        var expected = new FeatureOracle(log, frauds.Select(static fraud => fraud.Event.TransactionId).ToHashSet()).All();
        Assert.Contains(expected, static row => row[FraudFeature.TerminalRiskSinceFraud] > 0);
        Assert.Contains(expected, static row => row[FraudFeature.CardCount + 2] > row[FraudFeature.CardCount + 1]);
        AssertSame(expected, [.. features]);
    }

    [Fact]
    public async Task DescribeAsync_ShuffledWithinAnHour_CountsWhatHasArrived()
    {
        var random = new Random(1);
        var log = Simulate(seed: 42, 4000).Select(static transaction => transaction.Event)
            .OrderBy(transaction => transaction.OccurredAt.AddMinutes(random.NextDouble() * 60)).ToArray();

        var features = await DescribeAsync(Engine(), log);

        AssertSame(new FeatureOracle(log, new HashSet<string>()).All(), features);
    }

    [Fact]
    public async Task DescribeAsync_CrashAfterEveryThirdBatch_RepeatsTheSameFeatures()
    {
        var random = new Random(2);
        var log = Simulate(seed: 43, 3000).Select(static transaction => transaction.Event)
            .OrderBy(transaction => transaction.OccurredAt.AddMinutes(random.NextDouble() * 60)).ToArray();
        var records = Records(log);
        var expected = new FeatureOracle(log, new HashSet<string>()).All();

        var engine = Engine();
        for (var i = 0; i < records.Length; i += BatchSize)
        {
            await engine.DescribeAsync(records[i..Math.Min(records.Length, i + BatchSize)]);
            if (i / BatchSize % 3 == 2)
            {
                // A new process: nothing at hand, and records again that were handled and not committed.
                engine = Engine();
                var again = records[Math.Max(0, i - (2 * BatchSize))..(i + BatchSize)];
                AssertSame(expected[Math.Max(0, i - (2 * BatchSize))..(i + BatchSize)], await engine.DescribeAsync(again));
            }
        }
        AssertSame(expected, await DescribeAsync(engine, log));
    }

    [Fact]
    public async Task DescribeAsync_DuplicatesOfOtherContent_CountForNothing()
    {
        var log = Simulate(seed: 44, 300).Select(static transaction => transaction.Event).ToArray();
        var records = new List<Received<TransactionReceived>>();
        foreach (var transaction in log)
        {
            records.Add(Record(transaction, records.Count));
            if (records.Count % 5 == 0)
            {
                records.Add(Record(transaction with { Amount = 9999, CardId = log[0].CardId }, records.Count));
            }
        }

        var features = await Engine().DescribeAsync(records);

        Assert.Equal(records.Count - log.Length, features.Count(static row => row is null));
        AssertSame(new FeatureOracle(log, new HashSet<string>()).All(), [.. features.Where(static row => row is not null)]);
    }

    [Fact]
    public async Task DescribeAsync_CacheOfAFewCards_GivesTheSame()
    {
        var log = Simulate(seed: 45, 4000).Select(static transaction => transaction.Event).ToArray();

        var features = await DescribeAsync(Engine(cachedTransactions: 1000), log);

        AssertSame(new FeatureOracle(log, new HashSet<string>()).All(), features);
    }

    [Fact]
    public async Task LabelAsync_CorrectedLabel_TheLatestHolds()
    {
        var transaction = Simulate(seed: 46, 1)[0].Event;
        var later = transaction with { TransactionId = "later", OccurredAt = transaction.OccurredAt.AddDays(8) };
        var state = State();
        await state.AddToTerminalAsync(transaction);

        await state.LabelAsync(Label(transaction, isFraud: true));
        var labelled = await state.AddToTerminalAsync(later);
        await state.LabelAsync(Label(transaction, isFraud: false));
        var corrected = await state.AddToTerminalAsync(later);

        Assert.Equal((1, 1, transaction.OccurredAt.ToUnixTimeMilliseconds()), (labelled.Week, labelled.WeekFrauds, labelled.FirstFraud));
        Assert.Equal((1, 0, 0), (corrected.Week, corrected.WeekFrauds, corrected.FirstFraud));
    }

    [Fact]
    public async Task State_EveryKey_Expires()
    {
        var simulated = Simulate(seed: 47, 200);
        await DescribeAsync(Engine(), [.. simulated.Select(static transaction => transaction.Event)]);
        await State().LabelAsync(Label(simulated[0].Event, isFraud: true));

        var answer = await Redis.GetDatabase().ScriptEvaluateAsync("local n = 0 for _, key in ipairs(redis.call('KEYS', '*')) do if redis.call('PTTL', key) < 0 then n = n + 1 end end return n");

        Assert.Equal(0, (long)answer);
    }

    private static SimulatedTransaction[] Simulate(int seed, int count)
        => [.. new TransactionGenerator(new SimulationOptions { Seed = seed, Cards = 60, Terminals = 40, CompromisedTerminalRate = 0.005 }).Take(count)];

    private static async Task<FraudFeatures?[]> DescribeAsync(FeatureEngine engine, TransactionReceived[] log)
    {
        var features = new List<FraudFeatures?>();
        foreach (var batch in Records(log).Chunk(BatchSize))
        {
            features.AddRange(await engine.DescribeAsync(batch));
        }
        return [.. features];
    }

    private static void AssertSame(FraudFeatures[] expected, FraudFeatures?[] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (var row = 0; row < expected.Length; row++)
        {
            for (var feature = 0; feature < FraudFeature.Count; feature++)
            {
                Assert.True(expected[row][feature].Equals(actual[row]!.Value[feature]), $"row {row}, {FraudFeature.Names[feature]}: {expected[row][feature]} expected, {actual[row]!.Value[feature]} found");
            }
        }
    }

    private static Received<TransactionReceived>[] Records(TransactionReceived[] log) => [.. log.Select(static (transaction, offset) => Record(transaction, offset))];

    private static Received<TransactionReceived> Record(TransactionReceived transaction, long offset)
        => new(transaction, new RecordCoordinates(Topics.TransactionsReceived, 0, offset));

    private static TransactionLabelled Label(TransactionReceived transaction, bool isFraud) => new()
    {
        EventId = Guid.NewGuid(),
        Timestamp = transaction.OccurredAt.AddDays(3),
        TransactionId = transaction.TransactionId,
        CardId = transaction.CardId,
        TerminalId = transaction.TerminalId,
        OccurredAt = transaction.OccurredAt,
        IsFraud = isFraud,
    };

    private FraudState State() => new(Redis, TimeProvider.System);

    private FeatureEngine Engine(int cachedTransactions = 1_000_000)
        => new(State(), TimeProvider.System, Options.Create(new FraudScoringOptions { CachedTransactions = cachedTransactions }));
}
