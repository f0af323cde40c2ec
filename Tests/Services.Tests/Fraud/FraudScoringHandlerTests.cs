using EventAi.Contracts;
using EventAi.FraudScoring;
using EventAi.FraudScoring.Decisions;
using EventAi.FraudScoring.Drift;
using EventAi.FraudScoring.Features;
using EventAi.ServiceDefaults.Kafka;
using EventAi.Simulation;
using EventAi.Support;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace EventAi.Services.Tests.Fraud;

public sealed class FraudScoringHandlerTests : RedisTests
{
    private readonly RecordingPublisher _publisher = new();
    private FraudScoringHandler _handler = null!;

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        var options = Options.Create(new FraudScoringOptions { Policy = Repository.PathOf("Services", "FraudScoring", "policy.json") });
        _handler = new FraudScoringHandler(
            new FeatureEngine(new FraudState(Redis, TimeProvider.System), TimeProvider.System, options),
            new PolicySource(options, TimeProvider.System, NullLogger<PolicySource>.Instance),
            new DriftMonitor(options, NullLogger<DriftMonitor>.Instance),
            _publisher,
            new FraudScoringMetrics(TimeProvider.System));
    }

    [Fact]
    public async Task HandleAsync_Batches_AlertsExactlyWhatTheOracleAlerts()
    {
        var transactions = new TransactionGenerator(new SimulationOptions { Seed = 21, LeakedCardRate = 0.02 }).Take(3000).Select(static simulated => simulated.Event).ToArray();

        await HandleAsync(transactions);

        Assert.Equal(3000, _publisher.Of<TransactionScored>().Count);
        Assert.NotEmpty(ExpectedAlerts.Of(transactions));
        Assert.Equal(ExpectedAlerts.Of(transactions).Order(), _publisher.Of<HighRiskTransaction>().Select(static alert => alert.TransactionId).Order());
    }

    [Fact]
    public async Task HandleAsync_Redelivery_RepeatsTheSameEvents()
    {
        var transactions = new TransactionGenerator(new SimulationOptions { Seed = 22 }).Take(500).Select(static simulated => simulated.Event).ToArray();

        await HandleAsync(transactions);
        var first = _publisher.Of<TransactionScored>();
        await HandleAsync(transactions);

        Assert.Equal(first.OrderBy(static scored => scored.TransactionId), _publisher.Of<TransactionScored>().Skip(500).OrderBy(static scored => scored.TransactionId));
        Assert.Equal(
            _publisher.Of<HighRiskTransaction>().Select(static alert => alert.EventId).Distinct().Count() * 2,
            _publisher.Of<HighRiskTransaction>().Count);
    }

    [Fact]
    public async Task HandleAsync_Challenger_ScoresEveryTransactionInTheShadow()
    {
        await HandleAsync([.. new TransactionGenerator(new SimulationOptions { Seed = 23 }).Take(50).Select(static simulated => simulated.Event)]);

        Assert.All(_publisher.Of<TransactionScored>(), static scored => Assert.Equal(("fraud-trees", "fraud-linear"), (scored.ModelId, scored.Shadow!.ModelId)));
        Assert.Contains(_publisher.Of<TransactionScored>(), static scored => !scored.Score.Equals(scored.Shadow!.Score));
    }

    [Fact]
    public async Task HandleAsync_SameTransactionInAnotherRecord_IsDropped()
    {
        var transaction = new TransactionGenerator(new SimulationOptions()).Take(1).Single().Event;

        await _handler.HandleAsync([Received(transaction, 0), Received(transaction with { EventId = Guid.Empty }, 1)], CancellationToken.None);
        await _handler.HandleAsync([Received(transaction, 7)], CancellationToken.None);

        Assert.Single(_publisher.Of<TransactionScored>());
    }

    private async Task HandleAsync(TransactionReceived[] transactions)
    {
        var offset = 0;
        foreach (var batch in transactions.Chunk(128))
        {
            await _handler.HandleAsync([.. batch.Select(transaction => Received(transaction, offset++))], CancellationToken.None);
        }
    }

    private static Received<TransactionReceived> Received(TransactionReceived transaction, long offset)
        => new(transaction, new RecordCoordinates(Topics.TransactionsReceived, 0, offset));
}
