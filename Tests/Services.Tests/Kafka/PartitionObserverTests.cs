using System.Collections.Concurrent;
using EventAi.Contracts;
using EventAi.ServiceDefaults.Kafka;
using EventAi.Support;
using Microsoft.Extensions.DependencyInjection;

namespace EventAi.Services.Tests.Kafka;

public sealed class PartitionObserverTests : IAsyncLifetime
{
    private Broker _broker = null!;

    public async Task InitializeAsync() => _broker = await Broker.StartAsync();

    public async Task DisposeAsync() => await _broker.DisposeAsync();

    [Fact]
    public async Task OnAssigned_EveryPartition_IsToldBeforeItsFirstRecord()
    {
        var handler = new ObservingHandler();
        await using var host = await ServiceHost.StartAsync(_broker, services =>
        {
            services.AddSingleton(handler);
            services.AddEventBatchConsumer<DocumentDeleted, ObservingHandler>(new() { Group = "g", BatchSize = 10 });
        });
        for (var i = 0; i < 40; i++)
        {
            await host.Publisher.PublishAsync(new DocumentDeleted { EventId = Guid.CreateVersion7(), Timestamp = DateTimeOffset.UnixEpoch, DocumentId = $"d{i}", Version = 1 });
        }

        await Eventually.HoldsAsync(TimeSpan.FromSeconds(30), () => Task.FromResult(handler.Handled == 40));

        Assert.Empty(handler.Untold);
        Assert.Equal([0, 1, 2, 3], handler.Told.Keys.Order());
    }

    private sealed class ObservingHandler : IEventBatchHandler<DocumentDeleted>, IPartitionObserver
    {
        private int _handled;

        public ConcurrentDictionary<int, int> Told { get; } = new();

        public ConcurrentBag<int> Untold { get; } = [];

        public int Handled => Volatile.Read(ref _handled);

        public void OnAssigned(int partition) => Told.AddOrUpdate(partition, 1, static (_, times) => times + 1);

        public Task HandleAsync(IReadOnlyList<Received<DocumentDeleted>> batch, CancellationToken cancellationToken)
        {
            if (!Told.ContainsKey(batch[0].Coordinates.Partition))
            {
                Untold.Add(batch[0].Coordinates.Partition);
            }
            Interlocked.Add(ref _handled, batch.Count);
            return Task.CompletedTask;
        }
    }
}
