using EventAi.Contracts;
using EventAi.FraudScoring.Features;
using EventAi.ServiceDefaults.Kafka;

namespace EventAi.FraudScoring.Labels;

/// <summary>Labels go into the history of their terminals; a label that arrives within the feedback delay is there in time for all it counts for.</summary>
public sealed class LabelHandler(FraudState state) : IEventBatchHandler<TransactionLabelled>
{
    /// <summary>All commands travel in one pipeline; the connection keeps their order.</summary>
    public Task HandleAsync(IReadOnlyList<Received<TransactionLabelled>> batch, CancellationToken cancellationToken)
        => Task.WhenAll(batch.Select(received => state.LabelAsync(received.Event)));
}
