using System.Collections.Concurrent;
using EventAi.Contracts;
using EventAi.ServiceDefaults.Kafka;

namespace EventAi.Driver.Demo;

/// <summary>Notes when each transaction was sent, scored and alerted, by the monotonic clock.</summary>
internal sealed class FraudWatch : IEventBatchHandler<HighRiskTransaction>, IEventBatchHandler<TransactionScored>
{
    private readonly ConcurrentDictionary<string, long> _sent = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, TimeSpan> _alerts = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, byte> _scored = new(StringComparer.Ordinal);
    private readonly TaskCompletionSource _allScored = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _expected = int.MaxValue;

    public IReadOnlyDictionary<string, TimeSpan> Alerts => _alerts;

    public int Scored => _scored.Count;

    public Task AllScored(int expected)
    {
        _expected = expected;
        return _allScored.Task;
    }

    public void Sent(string transactionId) => _sent[transactionId] = TimeProvider.System.GetTimestamp();

    public Task HandleAsync(IReadOnlyList<Received<HighRiskTransaction>> batch, CancellationToken cancellationToken)
    {
        foreach (var received in batch)
        {
            if (_sent.TryGetValue(received.Event.TransactionId, out var sent))
            {
                _alerts.TryAdd(received.Event.TransactionId, TimeProvider.System.GetElapsedTime(sent));
            }
        }
        return Task.CompletedTask;
    }

    public Task HandleAsync(IReadOnlyList<Received<TransactionScored>> batch, CancellationToken cancellationToken)
    {
        foreach (var received in batch)
        {
            if (_sent.ContainsKey(received.Event.TransactionId))
            {
                _scored.TryAdd(received.Event.TransactionId, 0);
            }
        }
        if (_scored.Count >= _expected)
        {
            _allScored.TrySetResult();
        }
        return Task.CompletedTask;
    }
}
