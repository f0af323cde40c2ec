using Confluent.Kafka;
using EventAi.Contracts;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace EventAi.ServiceDefaults.Kafka;

/// <summary>
/// The one consumer loop: reads a topic in a group, hands records to a worker per partition, pauses partitions that are full,
/// commits the workers' watermarks by interval, and on stop or rebalance finishes what is in flight first. Delivery is
/// at-least-once; a record's offset is committed only once it is handled or in the dead-letter topic.
/// </summary>
internal sealed class EventConsumer<TEvent> : BackgroundService, IHealthCheck
    where TEvent : class, IEvent<TEvent>
{
    /// <summary>
    /// Name of this process among the members of its groups (static membership, KIP-345): killed and started again, it takes its partitions back at once instead of
    /// after the session timeout. It must be another one for each replica.
    /// </summary>
    private const string InstanceKey = "Kafka:InstanceId";

    private static readonly TimeSpan PollTime = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan PausedPollTime = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan LagInterval = TimeSpan.FromSeconds(1);

    private readonly EventConsumerOptions _options;
    private readonly BatchProcessor<TEvent> _processor;
    private readonly IPartitionObserver? _observer;
    private readonly ConsumerMetrics _metrics;
    private readonly KafkaTopics _topics;
    private readonly IHostApplicationLifetime _lifetime;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly ConsumerConfig _configuration;
    private readonly Dictionary<TopicPartition, PartitionWorker<TEvent>> _workers = [];
    private volatile bool _joined;

    public EventConsumer(
        EventConsumerOptions options, IEventBatchHandler<TEvent> handler, DeadLetters deadLetters, KafkaTopics topics, ServiceName service,
        IConfiguration configuration, IHostApplicationLifetime lifetime, TimeProvider time, ILogger<EventConsumer<TEvent>> logger)
    {
        (_options, _topics, _lifetime, _time, _logger) = (options, topics, lifetime, time, logger);
        _observer = (handler is SingleRecordBatches<TEvent> single ? (object)single.Handler : handler) as IPartitionObserver;
        _metrics = new ConsumerMetrics(options.Group, TEvent.Topic);
        _processor = new BatchProcessor<TEvent>(options, handler, deadLetters, _metrics, time, logger);
        _configuration = new ConsumerConfig
        {
            BootstrapServers = configuration.GetRequiredConnectionString("kafka"),
            ClientId = service.Name,
            GroupId = options.Group,
            GroupInstanceId = configuration[InstanceKey] is { Length: > 0 } instance ? $"{options.Group}-{instance}" : null,
            AutoOffsetReset = AutoOffsetReset.Earliest,
            PartitionAssignmentStrategy = PartitionAssignmentStrategy.CooperativeSticky,
            EnableAutoCommit = true,
            EnableAutoOffsetStore = false,
            AutoCommitIntervalMs = (int)options.CommitInterval.TotalMilliseconds,
            SessionTimeoutMs = 10_000,
            HeartbeatIntervalMs = 2_000,
            SocketNagleDisable = true,
            ReconnectBackoffMaxMs = 1000,
            QueuedMinMessages = Math.Max(options.MaxInFlight, 1000),
        };
    }

    /// <summary>Healthy once the group has answered the first time.</summary>
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
        => Task.FromResult(_joined
            ? HealthCheckResult.Healthy()
            : HealthCheckResult.Unhealthy($"Group {_options.Group} has not joined {TEvent.Topic} yet."));

    protected override Task ExecuteAsync(CancellationToken stoppingToken)
        => Task.Factory.StartNew(() => Run(stoppingToken), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    private void Run(CancellationToken stoppingToken)
    {
        try
        {
            _topics.WaitUntilCreated(stoppingToken);
            using var consumer = new ConsumerBuilder<byte[]?, byte[]?>(_configuration)
                .SetLogHandler((_, message) => KafkaLog.Client(_logger, message))
                .SetPartitionsAssignedHandler(Assign)
                .SetPartitionsRevokedHandler((source, partitions) => Revoke(source, partitions.Select(static partition => partition.TopicPartition)))
                .SetPartitionsLostHandler((source, partitions) => Revoke(source, partitions.Select(static partition => partition.TopicPartition)))
                .Build();
            consumer.Subscribe(TEvent.Topic);
            Poll(consumer, stoppingToken);
            Revoke(consumer, [.. _workers.Keys]);
            consumer.Close(); // commits what is stored and leaves the group
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Stopped before the topics were there.
        }
        catch (Exception exception)
        {
            KafkaLog.ConsumerEnded(_logger, _options.Group, TEvent.Topic, exception);
            Environment.ExitCode = 1;
            _lifetime.StopApplication(); // the orchestrator starts the service again
        }
    }

    private void Poll(IConsumer<byte[]?, byte[]?> consumer, CancellationToken stoppingToken)
    {
        var lastLag = _time.GetTimestamp();
        var paused = false;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (consumer.Consume(paused ? PausedPollTime : PollTime) is { Message: not null } record && _workers.TryGetValue(record.TopicPartition, out var worker))
                {
                    worker.Take(record);
                    PauseWhereFull(consumer, worker);
                }
            }
            catch (ConsumeException exception) when (!exception.Error.IsFatal)
            {
                KafkaLog.ConsumeFailed(_logger, _options.Group, TEvent.Topic, exception.Error.Reason);
            }
            paused = ResumeWhereRoom(consumer);
            if (_time.GetElapsedTime(lastLag) >= LagInterval)
            {
                lastLag = _time.GetTimestamp();
                MeasureLag(consumer);
            }
        }
    }

    private static void PauseWhereFull(IConsumer<byte[]?, byte[]?> consumer, PartitionWorker<TEvent> worker)
    {
        if (!worker.Paused && worker.IsFull)
        {
            consumer.Pause([worker.Partition]);
            worker.Paused = true;
        }
    }

    /// <summary>True where a partition is still paused.</summary>
    private bool ResumeWhereRoom(IConsumer<byte[]?, byte[]?> consumer)
    {
        var paused = false;
        foreach (var worker in _workers.Values)
        {
            if (worker.Fault is { } fault)
            {
                throw new InvalidOperationException($"The worker of {worker.Partition} failed.", fault);
            }
            if (worker.Paused && worker.HasRoom)
            {
                consumer.Resume([worker.Partition]);
                worker.Paused = false;
            }
            paused |= worker.Paused;
        }
        return paused;
    }

    private void MeasureLag(IConsumer<byte[]?, byte[]?> consumer)
    {
        foreach (var partition in _workers.Keys)
        {
            var position = consumer.Position(partition);
            if (position != Offset.Unset && consumer.GetWatermarkOffsets(partition).High is { IsSpecial: false } end)
            {
                _metrics.Lag(partition.Partition.Value, Math.Max(0, end.Value - position.Value));
            }
        }
    }

    private void Assign(IConsumer<byte[]?, byte[]?> consumer, List<TopicPartition> partitions)
    {
        foreach (var partition in partitions)
        {
            _observer?.OnAssigned(partition.Partition.Value);
            _workers[partition] = new PartitionWorker<TEvent>(partition, _options, _processor, _metrics, _time, position => Store(consumer, position));
        }
        _joined = true;
        KafkaLog.Assigned(_logger, _options.Group, TEvent.Topic, string.Join(", ", partitions.Select(static partition => partition.Partition.Value)));
    }

    /// <summary>Marks a position for the next commit by interval.</summary>
    private void Store(IConsumer<byte[]?, byte[]?> consumer, TopicPartitionOffset position)
    {
        try
        {
            consumer.StoreOffset(position);
        }
        catch (KafkaException exception) when (exception.Error.Code == ErrorCode.Local_State)
        {
            // The partition was lost to another member meanwhile: that one has the records again.
            KafkaLog.ConsumeFailed(_logger, _options.Group, TEvent.Topic, exception.Error.Reason);
        }
    }

    /// <summary>Runs on the polling thread: the rebalance goes on when the records in flight are finished (or their time is over).</summary>
    private void Revoke(IConsumer<byte[]?, byte[]?> consumer, IEnumerable<TopicPartition> partitions)
    {
        var leaving = partitions.Where(_workers.ContainsKey).Select(partition => _workers[partition]).ToArray();
        if (leaving.Length == 0)
        {
            return;
        }
        var drained = Task.WhenAll(leaving.Select(static worker => worker.StopAsync())).GetAwaiter().GetResult();
        if (drained.Contains(value: false))
        {
            KafkaLog.DrainTimedOut(_logger, _options.Group, TEvent.Topic, _options.DrainTimeout);
        }
        foreach (var worker in leaving)
        {
            _workers.Remove(worker.Partition);
        }
        KafkaLog.Revoked(_logger, _options.Group, TEvent.Topic, string.Join(", ", leaving.Select(static worker => worker.Partition.Partition.Value)));
    }
}
