using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using Confluent.Kafka;
using EventAi.Contracts;
using EventAi.ServiceDefaults.Kafka;
using EventAi.Simulation;
using EventAi.Support;

namespace EventAi.AppHost.Tests;

/// <summary>What was sent.</summary>
/// <param name="Transactions">Different ones.</param>
/// <param name="Records">With copies, without poison.</param>
/// <param name="Poison">Records that are no transactions.</param>
internal sealed record ChaosSent(int Transactions, int Records, IReadOnlyList<string> Poison);

/// <summary>What came of it.</summary>
/// <param name="Log">Different transactions in the topic.</param>
/// <param name="Expected">Ids that the oracle alerts, in order.</param>
/// <param name="Alerts">Contents of the alert records by transaction.</param>
/// <param name="AlertRecords">Alert records, repetitions counted.</param>
/// <param name="Dead">Dead letters, each source record once.</param>
/// <param name="Lag">Records that a group has not finished.</param>
internal sealed record ChaosResult(int Log, IReadOnlyList<string> Expected, IReadOnlyDictionary<string, HashSet<string>> Alerts, int AlertRecords, IReadOnlyList<string> Dead, long Lag);

/// <summary>
/// A stream of simulated transactions at a steady rate: order shuffled within 60 s of event time, one record in a hundred sent one to five times, one in a hundred
/// poison. Watches what is scored.
/// </summary>
internal sealed class ChaosStream : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private static readonly (string Group, string Topic)[] Groups =
        [("fraud-scoring", Topics.TransactionsReceived), ("fraud-cases", Topics.FraudAlerts), ("fraud-relay", Topics.FraudAlerts), ("gateway", Topics.FraudAlerts)];

    private readonly string _kafka;
    private readonly string _run;
    private readonly int _rate;
    private readonly TransactionReceived[] _transactions;
    private readonly Random _random;
    private readonly ConcurrentDictionary<string, long> _sent = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, long> _scored = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _watching;
    private long _latestSent; // when the youngest transaction of those scored was sent

    public ChaosStream(string kafka, string run, int seed, int rate, TimeSpan duration)
    {
        (_kafka, _run, _rate, _random) = (kafka, run, rate, new Random(seed));
        var generator = new TransactionGenerator(new SimulationOptions { Seed = seed, Cards = 3000, Terminals = 1500, LeakedCardRate = 0.01 });
        _transactions = [.. generator.Take((int)(rate * duration.TotalSeconds)).Select(simulated => simulated.Event with
        {
            TransactionId = $"{run}-{simulated.Event.TransactionId}",
            CardId = $"{run}-{simulated.Event.CardId}",
            TerminalId = $"{run}-{simulated.Event.TerminalId}",
        }).OrderBy(transaction => transaction.OccurredAt.AddSeconds(_random.NextDouble() * 60))];
        _watching = Task.Run(Watch);
    }

    public async Task<ChaosSent> SendAsync()
    {
        var poison = new List<string>();
        var records = 0;
        using var producer = new ProducerBuilder<string, byte[]>(new ProducerConfig
        {
            BootstrapServers = _kafka, EnableIdempotence = true, LingerMs = 2, MessageTimeoutMs = 120_000, ReconnectBackoffMaxMs = 500,
        }).SetLogHandler(static (_, _) => { }).SetErrorHandler(static (_, _) => { }).Build();
        var lost = new ConcurrentQueue<string>();
        void Produce(string key, byte[] value) => producer.Produce(
            Topics.TransactionsReceived, new Message<string, byte[]> { Key = key, Value = value }, report =>
            {
                if (report.Error.IsError)
                {
                    lost.Enqueue(report.Error.Reason);
                }
            });
        var started = TimeProvider.System.GetTimestamp();
        for (var i = 0; i < _transactions.Length; i++)
        {
            var due = TimeSpan.FromSeconds((double)i / _rate) - TimeProvider.System.GetElapsedTime(started);
            if (due > TimeSpan.FromMilliseconds(10))
            {
                await Task.Delay(due);
            }
            var transaction = _transactions[i];
            _sent[transaction.TransactionId] = TimeProvider.System.GetTimestamp();
            var value = JsonSerializer.SerializeToUtf8Bytes(transaction, TransactionReceived.JsonTypeInfo);
            for (var copies = _random.Next(100) == 0 ? _random.Next(1, 6) : 1; copies > 0; copies--, records++)
            {
                Produce(transaction.CardId, value);
            }
            if (_random.Next(100) == 0)
            {
                poison.Add($"{{\"{_run}\":{i}}}");
                Produce(transaction.CardId, Encoding.UTF8.GetBytes(poison[^1]));
            }
        }
        await Task.Run(() => producer.Flush(Patience));
        Assert.Empty(lost);
        return new ChaosSent(_transactions.Length, records, poison);
    }

    /// <summary>How long after a kill the first transaction that was sent after it is scored.</summary>
    public async Task<TimeSpan> RecoveredAsync(long killed)
    {
        await Eventually.HoldsAsync(Patience, () => Task.FromResult(Volatile.Read(ref _latestSent) > killed || _watching.IsCompleted || _scored.Count >= _transactions.Length));
        var after = _scored.Where(pair => _sent.TryGetValue(pair.Key, out var sent) && sent > killed).Select(static pair => pair.Value).DefaultIfEmpty(killed).Min();
        return TimeProvider.System.GetElapsedTime(killed, after);
    }

    /// <summary>Waits until everything is scored and every group has committed it, then reads all topics.</summary>
    public async Task<ChaosResult> SettledAsync(ChaosSent sent)
    {
        await Eventually.HoldsAsync(Patience, () => Task.FromResult(_scored.Count >= sent.Transactions), () => $"{_scored.Count} of {sent.Transactions} scored");
        await Eventually.HoldsAsync(Patience, () => Task.Run(() => Groups.Sum(group => Lag(group.Group, group.Topic)) == 0), () => $"lag {Groups.Sum(group => Lag(group.Group, group.Topic))}");
        var log = ReadAll(Topics.TransactionsReceived)
            .Select(static record => EventSchema<TransactionReceived>.Parse(record.Message.Value, out _))
            .OfType<TransactionReceived>().Where(transaction => transaction.TransactionId.StartsWith(_run, StringComparison.Ordinal))
            .DistinctBy(static transaction => transaction.TransactionId).ToArray();
        var alerts = ReadAll(Topics.FraudAlerts)
            .Select(static record => (Alert: EventSchema<HighRiskTransaction>.Parse(record.Message.Value, out _)!, Content: Encoding.UTF8.GetString(record.Message.Value)))
            .Where(record => record.Alert.TransactionId.StartsWith(_run, StringComparison.Ordinal)).ToArray();
        var dead = ReadAll(Topics.DeadLetter(Topics.TransactionsReceived))
            .DistinctBy(static record => RecordHeaders.Read(record.Message.Headers, RecordHeaders.DeadSource))
            .Select(static record => Encoding.UTF8.GetString(record.Message.Value))
            .Where(value => value.Contains(_run, StringComparison.Ordinal)).ToArray();
        return new ChaosResult(
            log.Length,
            [.. ExpectedAlerts.Of(log).Order(StringComparer.Ordinal)],
            alerts.GroupBy(static record => record.Alert.TransactionId).ToDictionary(static group => group.Key, static group => group.Select(static record => record.Content).ToHashSet(StringComparer.Ordinal)),
            alerts.Length,
            dead,
            Groups.Sum(group => Lag(group.Group, group.Topic)));
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _watching;
        _stop.Dispose();
    }

    private void Watch()
    {
        using var consumer = Consumer($"watch-{_run}");
        consumer.Assign(PartitionsOf(consumer, Topics.TransactionsScored));
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                if (consumer.Consume(TimeSpan.FromMilliseconds(100)) is { Message: { } message } && JsonSerializer.Deserialize(message.Value, TransactionScored.JsonTypeInfo) is { } scored
                    && _sent.TryGetValue(scored.TransactionId, out var sent) && _scored.TryAdd(scored.TransactionId, TimeProvider.System.GetTimestamp()))
                {
                    Volatile.Write(ref _latestSent, Math.Max(_latestSent, sent));
                }
            }
            catch (ConsumeException exception) when (!exception.Error.IsFatal)
            {
                // The broker is being started again.
            }
        }
    }

    private long Lag(string group, string topic)
    {
        using var consumer = Consumer(group);
        var partitions = PartitionsOf(consumer, topic).Select(static partition => partition.TopicPartition).ToArray();
        return consumer.Committed(partitions, Patience).Sum(committed =>
        {
            var end = consumer.QueryWatermarkOffsets(committed.TopicPartition, Patience);
            return end.High.Value - (committed.Offset.IsSpecial ? end.Low.Value : committed.Offset.Value);
        });
    }

    private List<ConsumeResult<byte[], byte[]>> ReadAll(string topic)
    {
        using var consumer = Consumer("chaos");
        var partitions = PartitionsOf(consumer, topic);
        consumer.Assign(partitions);
        var records = new List<ConsumeResult<byte[], byte[]>>();
        for (var open = partitions.Length; open > 0;)
        {
            var result = consumer.Consume(Patience) ?? throw new TimeoutException($"{topic} did not end.");
            if (result.IsPartitionEOF)
            {
                open--;
            }
            else
            {
                records.Add(result);
            }
        }
        return records;
    }

    private IConsumer<byte[], byte[]> Consumer(string group) => new ConsumerBuilder<byte[], byte[]>(new ConsumerConfig
    {
        BootstrapServers = _kafka, GroupId = group, EnableAutoCommit = false, EnablePartitionEof = group == "chaos", ReconnectBackoffMaxMs = 500,
    }).SetLogHandler(static (_, _) => { }).SetErrorHandler(static (_, _) => { }).Build();

    private static TopicPartitionOffset[] PartitionsOf(IConsumer<byte[], byte[]> consumer, string topic)
    {
        using var admin = new DependentAdminClientBuilder(consumer.Handle).Build();
        return [.. admin.GetMetadata(topic, Patience).Topics[0].Partitions.Select(partition => new TopicPartitionOffset(topic, partition.PartitionId, Offset.Beginning))];
    }
}
