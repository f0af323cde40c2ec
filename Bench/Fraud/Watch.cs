using System.Collections.Concurrent;
using System.Text.Json;
using EventAi.Contracts;
using EventAi.FraudPipelines;

namespace EventAi.Bench.Fraud;

/// <summary>Notes when each transaction was sent and when its score and its alert arrived, by one monotonic clock.</summary>
internal sealed class Watch : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, long> _sent = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, long> _alertSent = new(StringComparer.Ordinal);
    private readonly TopicReader _scores;
    private readonly TopicReader _alerts;
    private ConcurrentQueue<double> _scoreLatencies = new();
    private ConcurrentDictionary<string, double> _alertLatencies = new(StringComparer.Ordinal);
    private int _scored;

    public Watch(string kafka)
    {
        _scores = new TopicReader(kafka, Topics.TransactionsScored, record =>
        {
            var now = TimeProvider.System.GetTimestamp();
            if (_sent.TryRemove(JsonSerializer.Deserialize(record.Message.Value, TransactionScored.JsonTypeInfo)!.TransactionId, out var sent))
            {
                _scoreLatencies.Enqueue(TimeProvider.System.GetElapsedTime(sent, now).TotalMilliseconds);
                Interlocked.Increment(ref _scored);
            }
        });
        _alerts = new TopicReader(kafka, Topics.FraudAlerts, record =>
        {
            var now = TimeProvider.System.GetTimestamp();
            var alert = JsonSerializer.Deserialize(record.Message.Value, HighRiskTransaction.JsonTypeInfo)!;
            _alertLatencies.TryAdd(alert.TransactionId, TimeProvider.System.GetElapsedTime(_alertSent.GetValueOrDefault(alert.TransactionId, now), now).TotalMilliseconds);
        });
    }

    public int Scored => Volatile.Read(ref _scored);

    public IReadOnlyCollection<string> Alerted => (IReadOnlyCollection<string>)_alertLatencies.Keys;

    public void Begin()
    {
        (_scoreLatencies, _alertLatencies, _scored) = (new(), new(StringComparer.Ordinal), 0);
        _alertSent.Clear();
    }

    /// <summary>Told before a transaction is given to the producer.</summary>
    public void Sent(string transactionId, bool mustAlert)
    {
        var now = TimeProvider.System.GetTimestamp();
        _sent[transactionId] = now;
        if (mustAlert)
        {
            _alertSent[transactionId] = now;
        }
    }

    /// <summary>Milliseconds, ascending.</summary>
    public (double[] Scores, double[] Alerts) Latencies() => ([.. _scoreLatencies.Order()], [.. _alertLatencies.Values.Order()]);

    public async ValueTask DisposeAsync()
    {
        await _scores.DisposeAsync();
        await _alerts.DisposeAsync();
    }
}
