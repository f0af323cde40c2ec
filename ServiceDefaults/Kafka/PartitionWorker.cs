using System.Threading.Channels;
using Confluent.Kafka;
using EventAi.Contracts;

namespace EventAi.ServiceDefaults.Kafka;

/// <summary>
/// Handles the records of one assigned partition: lanes by key (one lane: strict order), each taking batches from its own
/// queue; finished offsets move the partition's watermark.
/// </summary>
internal sealed class PartitionWorker<TEvent>
    where TEvent : class, IEvent<TEvent>
{
    /// <summary>For a handler to notice that its token was cancelled.</summary>
    private static readonly TimeSpan GracePeriod = TimeSpan.FromSeconds(1);

    private readonly EventConsumerOptions _options;
    private readonly BatchProcessor<TEvent> _processor;
    private readonly ConsumerMetrics _metrics;
    private readonly TimeProvider _time;
    private readonly Action<TopicPartitionOffset> _store;
    private readonly OffsetWatermark _watermark = new();
    private readonly Channel<ConsumeResult<byte[]?, byte[]?>>[] _lanes;
    private readonly Task _running;
    private readonly CancellationTokenSource _stopTaking = new();
    private readonly CancellationTokenSource _abandon = new();

    /// <param name="partition">The partition.</param>
    /// <param name="options">Batch size, lanes and limits.</param>
    /// <param name="processor">Takes a batch to its end.</param>
    /// <param name="metrics">Counts what is in flight.</param>
    /// <param name="time">Clock of the batch wait.</param>
    /// <param name="store">Told the position to commit whenever the watermark moves.</param>
    public PartitionWorker(TopicPartition partition, EventConsumerOptions options, BatchProcessor<TEvent> processor, ConsumerMetrics metrics, TimeProvider time, Action<TopicPartitionOffset> store)
    {
        (Partition, _options, _processor, _metrics, _time, _store) = (partition, options, processor, metrics, time, store);
        _lanes = [.. Enumerable.Range(0, options.Lanes).Select(static _ => Channel.CreateUnbounded<ConsumeResult<byte[]?, byte[]?>>(
            new UnboundedChannelOptions { SingleReader = true, SingleWriter = true }))];
        _running = Task.WhenAll(_lanes.Select(lane => Task.Run(() => RunAsync(lane.Reader))));
    }

    public TopicPartition Partition { get; }

    public bool Paused { get; set; }

    /// <summary>Above this the partition is paused: the queue is bounded by the broker, not by memory.</summary>
    public bool IsFull => _watermark.InFlight >= _options.MaxInFlight;

    public bool HasRoom => _watermark.InFlight <= _options.MaxInFlight / 2;

    /// <summary>A lane failed in a way it should not have; the consumer must not go on.</summary>
    public Exception? Fault => _running.Exception;

    public void Take(ConsumeResult<byte[]?, byte[]?> record)
    {
        _watermark.Begin(record.Offset.Value);
        _metrics.InFlight(1);
        var lane = _lanes.Length == 1 ? 0 : (int)(Hash(record.Message.Key) % (uint)_lanes.Length);
        _lanes[lane].Writer.TryWrite(record);
    }

    /// <summary>Finishes the batches in hand within the drain time, and leaves what was not begun to the next owner of the partition. False where time ran out.</summary>
    public async Task<bool> StopAsync()
    {
        await _stopTaking.CancelAsync();
        _abandon.CancelAfter(_options.DrainTimeout);
        try
        {
            await _running.WaitAsync(_options.DrainTimeout + GracePeriod, _time);
            return true;
        }
        catch (Exception exception) when (exception is OperationCanceledException or TimeoutException)
        {
            return false;
        }
        finally
        {
            _metrics.InFlight(-_watermark.InFlight);
            _metrics.NoLag(Partition.Partition.Value);
        }
    }

    private async Task RunAsync(ChannelReader<ConsumeResult<byte[]?, byte[]?>> lane)
    {
        var batch = new List<ConsumeResult<byte[]?, byte[]?>>(_options.BatchSize);
        while (!_stopTaking.IsCancellationRequested && await NextBatchAsync(lane, batch))
        {
            await _processor.ProcessAsync(batch, _abandon.Token);
            long? position = null;
            foreach (var record in batch)
            {
                position = _watermark.Finish(record.Offset.Value) ?? position;
            }
            _metrics.InFlight(-batch.Count);
            if (position is { } reached)
            {
                _store(new TopicPartitionOffset(Partition, reached));
            }
        }
    }

    private async Task<bool> NextBatchAsync(ChannelReader<ConsumeResult<byte[]?, byte[]?>> lane, List<ConsumeResult<byte[]?, byte[]?>> batch)
    {
        batch.Clear();
        try
        {
            if (!await lane.WaitToReadAsync(_stopTaking.Token))
            {
                return false;
            }
        }
        catch (OperationCanceledException)
        {
            return false;
        }
        Fill(lane, batch);
        if (batch.Count < _options.BatchSize && _options.BatchWait > TimeSpan.Zero)
        {
            using var wait = new CancellationTokenSource(_options.BatchWait, _time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(wait.Token, _stopTaking.Token);
            try
            {
                while (batch.Count < _options.BatchSize && await lane.WaitToReadAsync(either.Token))
                {
                    Fill(lane, batch);
                }
            }
            catch (OperationCanceledException)
            {
                // The wait is over: what is there is the batch.
            }
        }
        return true;
    }

    private void Fill(ChannelReader<ConsumeResult<byte[]?, byte[]?>> lane, List<ConsumeResult<byte[]?, byte[]?>> batch)
    {
        while (batch.Count < _options.BatchSize && lane.TryRead(out var record))
        {
            batch.Add(record);
        }
    }

    /// <summary>FNV-1a, 32 bits.</summary>
    private static uint Hash(ReadOnlySpan<byte> key)
    {
        var hash = 2166136261u;
        foreach (var value in key)
        {
            hash = (hash ^ value) * 16777619;
        }
        return hash;
    }
}
