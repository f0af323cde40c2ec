using EventAi.Contracts;
using EventAi.ServiceDefaults.Kafka;

namespace EventAi.FraudScoring.Cases;

/// <summary>Every alert is a case.</summary>
public sealed class CaseHandler(CaseStore cases) : IEventBatchHandler<HighRiskTransaction>
{
    public Task HandleAsync(IReadOnlyList<Received<HighRiskTransaction>> batch, CancellationToken cancellationToken)
        => Task.WhenAll(batch.Select(received => cases.OpenAsync(received.Event)));
}
