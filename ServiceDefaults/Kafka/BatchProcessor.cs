using System.Diagnostics;
using Confluent.Kafka;
using EventAi.Contracts;
using Microsoft.Extensions.Logging;
using Polly;
using Polly.CircuitBreaker;

namespace EventAi.ServiceDefaults.Kafka;

/// <summary>
/// Takes a batch of records through the handler to one of two ends: handled, or in the dead-letter topic. Outages end in
/// neither: the batch waits, behind a circuit breaker that all partitions of the consumer share.
/// </summary>
internal sealed class BatchProcessor<TEvent>
    where TEvent : class, IEvent<TEvent>
{
    private readonly EventConsumerOptions _options;
    private readonly IEventBatchHandler<TEvent> _handler;
    private readonly IDeadLetterHandler<TEvent>? _observer;
    private readonly DeadLetters _deadLetters;
    private readonly ConsumerMetrics _metrics;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly ResiliencePipeline _breaker;
    private readonly Random _jitter;

    public BatchProcessor(EventConsumerOptions options, IEventBatchHandler<TEvent> handler, DeadLetters deadLetters, ConsumerMetrics metrics, TimeProvider time, ILogger logger)
    {
        (_options, _handler, _deadLetters, _metrics, _time, _logger) = (options, handler, deadLetters, metrics, time, logger);
        _observer = (handler is SingleRecordBatches<TEvent> single ? (object)single.Handler : handler) as IDeadLetterHandler<TEvent>;
        _jitter = new Random(Environment.ProcessId);
        _breaker = new ResiliencePipelineBuilder { TimeProvider = time }
            .AddCircuitBreaker(new CircuitBreakerStrategyOptions
            {
                FailureRatio = 0.5,
                MinimumThroughput = 4,
                SamplingDuration = TimeSpan.FromSeconds(10),
                BreakDuration = TimeSpan.FromSeconds(1),
                ShouldHandle = arguments => ValueTask.FromResult(arguments.Outcome.Exception is { } exception && options.IsTransient(exception)),
            })
            .Build();
    }

    /// <summary>Returns when every record is handled or dead-lettered; throws only where <paramref name="cancellationToken"/> asks for it.</summary>
    public async Task ProcessAsync(IReadOnlyList<ConsumeResult<byte[]?, byte[]?>> records, CancellationToken cancellationToken)
    {
        var deliveries = new List<Delivery>(records.Count);
        foreach (var record in records)
        {
            if (EventSchema<TEvent>.Parse(record.Message.Value, out var violation) is { } valid)
            {
                deliveries.Add(new Delivery(record, valid, StartSpan(record)));
            }
            else
            {
                await BuryAsync(record, violation ?? "The record does not match its schema.", 1, firstFailure: null, cancellationToken);
            }
        }
        try
        {
            if (deliveries.Count > 0)
            {
                await HandleAsync(deliveries, cancellationToken);
            }
        }
        finally
        {
            foreach (var delivery in deliveries)
            {
                delivery.Span?.Dispose();
            }
        }
    }

    private async Task HandleAsync(List<Delivery> batch, CancellationToken cancellationToken)
    {
        var failures = 0;
        var outages = 0;
        DateTimeOffset? firstFailure = null;
        while (true)
        {
            try
            {
                await RunHandlerAsync(batch, cancellationToken);
                return;
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                throw;
            }
            catch (Exception exception) when (_options.IsTransient(exception))
            {
                outages++;
                var delay = Backoff(outages);
                KafkaLog.Parked(_logger, batch[0].Coordinates, outages, delay, exception.Message);
                await ParkAsync(delay, cancellationToken);
            }
            catch (Exception) when (batch.Count > 1)
            {
                foreach (var delivery in batch)
                {
                    await HandleAsync([delivery], cancellationToken);
                }
                return;
            }
            catch (Exception exception)
            {
                failures++;
                firstFailure ??= _time.GetUtcNow();
                if (exception is PermanentFailureException || failures >= _options.MaxAttempts)
                {
                    batch[0].Span?.SetStatus(ActivityStatusCode.Error, exception.Message);
                    var reason = $"{exception.GetType().Name}: {exception.Message}";
                    await BuryAsync(batch[0].Record, reason, failures, firstFailure, cancellationToken);
                    await TellHandlerAsync(batch[0].Received, reason, cancellationToken);
                    return;
                }
                _metrics.Retried();
                var delay = Backoff(failures);
                KafkaLog.Retrying(_logger, batch[0].Coordinates, failures, _options.MaxAttempts, delay, exception);
                await Task.Delay(delay, _time, cancellationToken);
            }
        }
    }

    private async Task RunHandlerAsync(List<Delivery> batch, CancellationToken cancellationToken)
    {
        var started = _time.GetTimestamp();
        // One record: its own span is the current one. Several: a span of their own, linked to each of them.
        using var batchSpan = batch.Count == 1 ? null : EventAiTelemetry.Source.StartActivity(
            $"process {TEvent.Topic} batch", ActivityKind.Consumer, parentContext: default,
            tags: [new("messaging.batch.message_count", batch.Count), new("messaging.destination.name", TEvent.Topic)],
            links: batch.Where(static delivery => delivery.Span is not null).Select(static delivery => new ActivityLink(delivery.Span!.Context)));
        Activity.Current = batchSpan ?? (batch.Count == 1 ? batch[0].Span : null);
        await _breaker.ExecuteAsync(
            static async (state, token) => await state.Handler.HandleAsync(state.Batch, token),
            (Handler: _handler, Batch: (IReadOnlyList<Received<TEvent>>)[.. batch.Select(static delivery => delivery.Received)]),
            cancellationToken);
        _metrics.Handled(batch.Count, _time.GetElapsedTime(started));
    }

    private async Task BuryAsync(ConsumeResult<byte[]?, byte[]?> record, string reason, int attempts, DateTimeOffset? firstFailure, CancellationToken cancellationToken)
    {
        var coordinates = new RecordCoordinates(record.Topic, record.Partition.Value, record.Offset.Value);
        for (var outages = 1; ; outages++)
        {
            try
            {
                await _deadLetters.SendAsync(record, _options.Group, reason, attempts, firstFailure, cancellationToken);
                _metrics.DeadLettered();
                KafkaLog.DeadLettered(_logger, coordinates, attempts, reason);
                return;
            }
            catch (KafkaException exception)
            {
                var delay = Backoff(outages);
                KafkaLog.Parked(_logger, coordinates, outages, delay, exception.Message);
                await ParkAsync(delay, cancellationToken);
            }
        }
    }

    private async Task TellHandlerAsync(Received<TEvent> received, string reason, CancellationToken cancellationToken)
    {
        for (var outages = 1; _observer is not null; outages++)
        {
            try
            {
                await _observer.OnDeadLetterAsync(received, reason, cancellationToken);
                return;
            }
            catch (Exception exception) when (_options.IsTransient(exception))
            {
                var delay = Backoff(outages);
                KafkaLog.Parked(_logger, received.Coordinates, outages, delay, exception.Message);
                await ParkAsync(delay, cancellationToken);
            }
        }
    }

    private async Task ParkAsync(TimeSpan delay, CancellationToken cancellationToken)
    {
        _metrics.Parked(1);
        try
        {
            await Task.Delay(delay, _time, cancellationToken);
        }
        finally
        {
            _metrics.Parked(-1);
        }
    }

    /// <summary>Exponential with equal jitter: between half of and the whole of the doubled delay, capped.</summary>
    private TimeSpan Backoff(int attempt)
    {
        var ceiling = Math.Min(_options.MaxRetryDelay.TotalMilliseconds, _options.RetryDelay.TotalMilliseconds * Math.Pow(2, Math.Min(attempt - 1, 30)));
        lock (_jitter)
        {
            return TimeSpan.FromMilliseconds(ceiling * (0.5 + (_jitter.NextDouble() / 2)));
        }
    }

    private Activity? StartSpan(ConsumeResult<byte[]?, byte[]?> record)
    {
        var parent = RecordHeaders.ReadTrace(record.Message.Headers);
        Activity.Current = null; // the span's parent is the producer's, or none
        var span = EventAiTelemetry.Source.StartActivity($"process {TEvent.Topic}", ActivityKind.Consumer, parent);
        Activity.Current = null;
        if (span is { IsAllDataRequested: true })
        {
            span.SetTag("messaging.system", "kafka");
            span.SetTag("messaging.operation.type", "process");
            span.SetTag("messaging.destination.name", record.Topic);
            span.SetTag("messaging.destination.partition.id", record.Partition.Value.ToString());
            span.SetTag("messaging.kafka.offset", record.Offset.Value);
            span.SetTag("messaging.consumer.group.name", _options.Group);
            span.SetTag("messaging.message.id", RecordHeaders.Read(record.Message.Headers, RecordHeaders.Id));
        }
        return span;
    }

    private sealed record Delivery(ConsumeResult<byte[]?, byte[]?> Record, TEvent Event, Activity? Span)
    {
        public RecordCoordinates Coordinates { get; } = new(Record.Topic, Record.Partition.Value, Record.Offset.Value);

        public Received<TEvent> Received => new(Event, Coordinates, Span?.Context ?? RecordHeaders.ReadTrace(Record.Message.Headers));
    }
}
