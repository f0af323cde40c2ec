using EventAi.Contracts;
using EventAi.ServiceDefaults;
using EventAi.ServiceDefaults.Kafka;
using Microsoft.Extensions.Options;

namespace EventAi.FraudScoring;

/// <summary>
/// Transactions in, scores and alerts out. A transaction id is scored for the first record that carries it; a redelivery of
/// that record repeats the same events, another record with the same id is dropped and counted.
/// </summary>
public sealed class FraudScoringHandler(
    CardActivity activity, FraudModel model, IEventPublisher publisher, FraudScoringMetrics metrics, IOptions<FraudScoringOptions> options)
    : IEventBatchHandler<TransactionReceived>
{
    private static readonly Guid AlertIds = new("6d1e7f0a-8d56-4c4c-9a77-2b9f5a0c1f11");
    private static readonly Guid ScoreIds = new("0a8b3c52-51e4-4d0f-8a43-7f6f1f0d9e22");

    public async Task HandleAsync(IReadOnlyList<Received<TransactionReceived>> batch, CancellationToken cancellationToken)
    {
        // All of the batch's commands are written before the first answer is awaited: one round trip.
        var lookups = new (Task<string> Holder, Task<long> Velocity)[batch.Count];
        for (var i = 0; i < batch.Count; i++)
        {
            var transaction = batch[i].Event;
            lookups[i] = (
                activity.ClaimAsync(transaction.TransactionId, batch[i].Coordinates.ToString(), options.Value.ClaimLifetime),
                activity.AddAndCountAsync(transaction));
        }
        var published = new List<Task>(batch.Count);
        for (var i = 0; i < batch.Count; i++)
        {
            var holder = await lookups[i].Holder;
            var velocity = await lookups[i].Velocity;
            if (holder != batch[i].Coordinates.ToString())
            {
                metrics.Duplicate();
                continue;
            }
            published.Add(ScoreAsync(batch[i], FraudFeatures.Of(batch[i].Event, velocity), cancellationToken));
        }
        await Task.WhenAll(published);
    }

    private async Task ScoreAsync(Received<TransactionReceived> received, FraudFeatures features, CancellationToken cancellationToken)
    {
        var transaction = received.Event;
        var score = model.Score(features);
        var scored = publisher.PublishAsync(
            new TransactionScored
            {
                EventId = NameBasedGuid.Create(ScoreIds, transaction.TransactionId),
                Timestamp = transaction.Timestamp, // of the cause: a redelivery repeats the event as it was
                TransactionId = transaction.TransactionId,
                CardId = transaction.CardId,
                Score = score,
                ModelId = model.Id,
                ModelVersion = model.Version,
            },
            received.Trace,
            cancellationToken);
        if (score >= options.Value.Threshold)
        {
            await publisher.PublishAsync(Alert(transaction, features, score), received.Trace, cancellationToken);
            metrics.Alerted(transaction);
        }
        await scored;
        metrics.Scored();
    }

    private HighRiskTransaction Alert(TransactionReceived transaction, FraudFeatures features, double score) => new()
    {
        EventId = NameBasedGuid.Create(AlertIds, transaction.TransactionId),
        Timestamp = transaction.Timestamp,
        TransactionId = transaction.TransactionId,
        CardId = transaction.CardId,
        TerminalId = transaction.TerminalId,
        Amount = transaction.Amount,
        OccurredAt = transaction.OccurredAt,
        Score = score,
        Threshold = options.Value.Threshold,
        ReasonCodes = model.Reasons(features),
        ModelId = model.Id,
        ModelVersion = model.Version,
    };
}
