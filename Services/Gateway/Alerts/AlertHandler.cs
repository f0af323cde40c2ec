using EventAi.Contracts;
using EventAi.ServiceDefaults.Kafka;

namespace EventAi.Gateway.Alerts;

/// <summary>Alerts go into the feed.</summary>
public sealed class AlertHandler(AlertFeed feed) : IEventHandler<HighRiskTransaction>
{
    public Task HandleAsync(Received<HighRiskTransaction> received, CancellationToken cancellationToken)
    {
        feed.Add(received.Event);
        return Task.CompletedTask;
    }
}
