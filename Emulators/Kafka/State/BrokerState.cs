using EventAi.Emulators.Kafka.State.Groups;
using EventAi.Emulators.Kafka.State.Transactions;

namespace EventAi.Emulators.Kafka.State;

/// <summary>Everything that the broker knows, opened from its data directory; knows nothing of connections and wire formats.</summary>
internal sealed class BrokerState : IAsyncDisposable
{
    private readonly DataDirectory _data;
    private readonly PeriodicTimer _retention;
    private readonly Action<string> _warn;
    private readonly Task _retaining;

    /// <exception cref="IOException">The data directory cannot be used.</exception>
    public BrokerState(KafkaOptions options, TimeProvider time, Action<string> warn)
    {
        Options = options;
        _warn = warn;
        _data = new DataDirectory(options.Data);
        try
        {
            Topics = new TopicStore(_data, options, time, warn);
            ProducerIds = new ProducerIds(_data.File("producers.journal"));
            Groups = new GroupCoordinator(new OffsetStore(_data.File("offsets.journal")), options, time);
            Flusher = new Flusher(FsyncPolicy.TryParse(options.Fsync)!.Value, time);
            Transactions = new TransactionCoordinator(_data.File("transactions.journal"), Topics, Groups, ProducerIds, Flusher, time, warn);
        }
        catch
        {
            _data.Dispose();
            throw;
        }

        _retention = new PeriodicTimer(TimeSpan.FromSeconds(options.RetentionCheckSeconds), time);
        _retaining = RetainAsync();
        Groups.Start();
        Transactions.Start();
    }

    /// <summary>Number of the only node, which is controller, leader and coordinator of everything.</summary>
    public static int NodeId => 1;

    public KafkaOptions Options { get; }

    public TopicStore Topics { get; }

    public GroupCoordinator Groups { get; }

    public TransactionCoordinator Transactions { get; }

    public ProducerIds ProducerIds { get; }

    public Flusher Flusher { get; }

    public string ClusterId => _data.ClusterId;

    public string DataPath => _data.Path;

    /// <summary>What clients are told to connect to; set once the port is known.</summary>
    public BrokerAddress Address { get; set; } = new("127.0.0.1", 0);

    /// <summary>Deletes a topic and what groups committed for it.</summary>
    public TopicResult DeleteTopic(string name)
    {
        var result = Topics.Delete(name);
        if (result.Error == KafkaError.None)
        {
            Groups.Offsets.DropTopic(name);
        }

        return result;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _retention.Dispose();
        await _retaining;
        await Transactions.DisposeAsync();
        await Groups.DisposeAsync();
        ProducerIds.Dispose();
        Topics.Dispose();
        _data.Dispose();
    }

    private async Task RetainAsync()
    {
        while (await _retention.WaitForNextTickAsync())
        {
            foreach (var log in Topics.All.SelectMany(t => t.Partitions))
            {
                try
                {
                    log.ApplyRetention();
                    log.Compact();
                }
                catch (IOException e)
                {
                    _warn($"Retention: {e.Message}");
                }
            }
        }
    }
}
