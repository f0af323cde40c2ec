using Confluent.Kafka;

namespace EventAi.FraudPipelines;

/// <summary>Reads all partitions of a topic from the start on a thread of its own and hands each record on; goes on over outages of the broker.</summary>
public sealed class TopicReader : IAsyncDisposable
{
    private static readonly TimeSpan MetadataPatience = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan PollTime = TimeSpan.FromMilliseconds(100);

    private readonly CancellationTokenSource _stop = new();
    private readonly Task _running;

    /// <param name="kafka">Bootstrap servers.</param>
    /// <param name="topic">A topic that exists.</param>
    /// <param name="take">Told each record, on the reader's thread.</param>
    public TopicReader(string kafka, string topic, Action<ConsumeResult<byte[]?, byte[]?>> take)
        => _running = Task.Factory.StartNew(() => Run(kafka, topic, take), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running;
        _stop.Dispose();
    }

    private void Run(string kafka, string topic, Action<ConsumeResult<byte[]?, byte[]?>> take)
    {
        using var consumer = new ConsumerBuilder<byte[]?, byte[]?>(new ConsumerConfig
        {
            BootstrapServers = kafka,
            GroupId = $"reader-{Guid.NewGuid():N}",
            EnableAutoCommit = false,
            SocketNagleDisable = true,
            FetchWaitMaxMs = 100,
            ReconnectBackoffMaxMs = 500,
        }).SetLogHandler(static (_, _) => { }).SetErrorHandler(static (_, _) => { }).Build();
        using (var admin = new DependentAdminClientBuilder(consumer.Handle).Build())
        {
            consumer.Assign(admin.GetMetadata(topic, MetadataPatience).Topics[0].Partitions.Select(partition => new TopicPartitionOffset(topic, partition.PartitionId, Offset.Beginning)));
        }
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                if (consumer.Consume(PollTime) is { Message: not null } record)
                {
                    take(record);
                }
            }
            catch (ConsumeException exception) when (!exception.Error.IsFatal)
            {
                // The client finds the broker again by itself.
            }
        }
        consumer.Close();
    }
}
