using EventAi.Contracts;
using EventAi.FraudScoring.Decisions;
using EventAi.FraudScoring.Drift;
using EventAi.FraudScoring.Features;
using EventAi.FraudScoring.Scoring;
using EventAi.ServiceDefaults;
using EventAi.ServiceDefaults.Kafka;

namespace EventAi.FraudScoring;

/// <summary>
/// Transactions in, scores and alerts out. A transaction id is scored for the first record that carries it; a redelivery of
/// that record repeats the same events, another record with the same id is dropped and counted.
/// </summary>
public sealed class FraudScoringHandler(FeatureEngine engine, PolicySource policies, DriftMonitor drift, IEventPublisher publisher, FraudScoringMetrics metrics)
    : IEventBatchHandler<TransactionReceived>, IPartitionObserver
{
    private static readonly Guid AlertIds = new("6d1e7f0a-8d56-4c4c-9a77-2b9f5a0c1f11");
    private static readonly Guid ScoreIds = new("0a8b3c52-51e4-4d0f-8a43-7f6f1f0d9e22");

    public void OnAssigned(int partition) => engine.Forget(partition);

    public async Task HandleAsync(IReadOnlyList<Received<TransactionReceived>> batch, CancellationToken cancellationToken)
    {
        var policy = policies.Current;
        var features = await engine.DescribeAsync(batch);
        var published = new List<Task>(batch.Count);
        for (var i = 0; i < batch.Count; i++)
        {
            if (features[i] is { } described)
            {
                published.Add(ScoreAsync(batch[i], described, policy, cancellationToken));
            }
            else
            {
                metrics.Duplicate();
            }
        }
        await Task.WhenAll(published);
    }

    private async Task ScoreAsync(Received<TransactionReceived> received, FraudFeatures features, FraudPolicy policy, CancellationToken cancellationToken)
    {
        var transaction = received.Event;
        var (model, shadow) = policy.ModelsFor(transaction.CardId);
        var score = model.Score(features);
        var shadowScore = shadow is null ? null : new ShadowScore { ModelId = shadow.Id, ModelVersion = shadow.Version, Score = shadow.Score(features) };
        var scored = publisher.PublishAsync(Scored(transaction, model, score, shadowScore), received.Trace, cancellationToken);
        var reasons = policy.Decide(transaction, features, score, model);
        if (reasons.Count > 0)
        {
            await publisher.PublishAsync(Alert(transaction, model, score, policy.File.Threshold, reasons), received.Trace, cancellationToken);
            metrics.Alerted(transaction);
        }
        await scored;
        metrics.Scored();
        metrics.Shadowed(policy, score, shadowScore?.Score);
        drift.Observe(model, features, score);
    }

    private static TransactionScored Scored(TransactionReceived transaction, FraudModel model, double score, ShadowScore? shadow) => new()
    {
        EventId = NameBasedGuid.Create(ScoreIds, transaction.TransactionId),
        Timestamp = transaction.Timestamp, // of the cause: a redelivery repeats the event as it was
        TransactionId = transaction.TransactionId,
        CardId = transaction.CardId,
        Score = score,
        ModelId = model.Id,
        ModelVersion = model.Version,
        OccurredAt = transaction.OccurredAt,
        Shadow = shadow,
    };

    private static HighRiskTransaction Alert(TransactionReceived transaction, FraudModel model, double score, double threshold, IReadOnlyList<string> reasons) => new()
    {
        EventId = NameBasedGuid.Create(AlertIds, transaction.TransactionId),
        Timestamp = transaction.Timestamp,
        TransactionId = transaction.TransactionId,
        CardId = transaction.CardId,
        TerminalId = transaction.TerminalId,
        Amount = transaction.Amount,
        OccurredAt = transaction.OccurredAt,
        Score = score,
        Threshold = threshold,
        ReasonCodes = reasons,
        ModelId = model.Id,
        ModelVersion = model.Version,
    };
}
