using System.Diagnostics;
using System.Text;
using EventAi.Contracts;
using EventAi.ServiceDefaults;
using EventAi.ServiceDefaults.Kafka;
using EventAi.Support;
using Microsoft.Extensions.DependencyInjection;

namespace EventAi.Services.Tests.Kafka;

public sealed class EventConsumerTests : IAsyncLifetime
{
    private Broker _broker = null!;

    public async Task InitializeAsync() => _broker = await Broker.StartAsync();

    public async Task DisposeAsync() => await _broker.DisposeAsync();

    [Fact]
    public async Task Publish_Event_ArrivesAsCloudEventWithItsTrace()
    {
        using var listener = Listen(EventAiTelemetry.Name);
        var handler = new RecordingHandler<DocumentDeleted>();
        await using var host = await StartAsync(handler, new() { Group = "g" });
        var sent = Deleted("a", 1);

        using (var root = EventAiTelemetry.Source.StartActivity("root"))
        {
            await host.Publisher.PublishAsync(sent);
            await handler.HandledAsync(1);
            Assert.Equal(root!.TraceId, handler.Handled[0].Trace.TraceId);
            Assert.NotEqual(root.SpanId, handler.Handled[0].Trace.SpanId);
        }

        Assert.Equal(sent, handler.Handled[0].Event);
        var record = Assert.Single(await _broker.ReadAsync(Topics.DocumentsDeleted, 1));
        Assert.Equal("a", Encoding.UTF8.GetString(record.Message.Key!));
        Assert.Equal(DocumentDeleted.EventType, RecordHeaders.Read(record.Message.Headers, RecordHeaders.Type));
        Assert.Equal(sent.EventId.ToString(), RecordHeaders.Read(record.Message.Headers, RecordHeaders.Id));
        Assert.Equal("1.0", RecordHeaders.Read(record.Message.Headers, RecordHeaders.SpecVersion));
        Assert.Equal("a", RecordHeaders.Read(record.Message.Headers, RecordHeaders.Subject));
        Assert.Equal("urn:eventai:document:deleted:v1", RecordHeaders.Read(record.Message.Headers, RecordHeaders.DataSchema));
    }

    [Fact]
    public async Task Publish_EventThatBreaksItsSchema_Throws()
    {
        await using var host = await StartAsync(new RecordingHandler<DocumentDeleted>(), new() { Group = "g" });

        var exception = await Assert.ThrowsAsync<ArgumentException>(() => host.Publisher.PublishAsync(Deleted("", 1)));
        Assert.Contains("documentId", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Consume_RecordThatIsNoEvent_GoesToTheDeadLetterTopicByteForByte()
    {
        var handler = new RecordingHandler<DocumentDeleted>();
        await using var host = await StartAsync(handler, new() { Group = "g" });
        byte[] garbage = [0, 159, 146, 150, 255];

        await _broker.ProduceAsync(Topics.DocumentsDeleted, "a", garbage);
        await host.Publisher.PublishAsync(Deleted("a", 1));
        await handler.HandledAsync(1);

        var dead = Assert.Single(await _broker.ReadAsync(Topics.DeadLetter(Topics.DocumentsDeleted), 1));
        Assert.Equal(garbage, dead.Message.Value);
        Assert.Equal("a", Encoding.UTF8.GetString(dead.Message.Key!));
        Assert.Equal("g", RecordHeaders.Read(dead.Message.Headers, RecordHeaders.DeadStage));
        Assert.Equal("1", RecordHeaders.Read(dead.Message.Headers, RecordHeaders.DeadAttempts));
        Assert.Contains("Not a DocumentDeleted", RecordHeaders.Read(dead.Message.Headers, RecordHeaders.DeadError), StringComparison.Ordinal);
        Assert.StartsWith($"{Topics.DocumentsDeleted}/", RecordHeaders.Read(dead.Message.Headers, RecordHeaders.DeadSource), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Handle_AlwaysFails_IsRetriedThenDeadLetteredAndTheNextIsHandled()
    {
        var attempts = 0;
        var handler = new RecordingHandler<DocumentDeleted>((received, attempt, _) =>
        {
            if (received.Event.Version != 1)
            {
                return Task.CompletedTask;
            }
            attempts = attempt;
            throw new InvalidOperationException("broken");
        });
        await using var host = await StartAsync(handler, new() { Group = "g", MaxAttempts = 3, RetryDelay = TimeSpan.FromMilliseconds(5) });

        await host.Publisher.PublishAsync(Deleted("a", 1));
        await host.Publisher.PublishAsync(Deleted("a", 2));
        await handler.HandledAsync(1);

        Assert.Equal(3, attempts);
        Assert.Equal(2, handler.Handled[0].Event.Version);
        var dead = Assert.Single(await _broker.ReadAsync(Topics.DeadLetter(Topics.DocumentsDeleted), 1));
        Assert.Equal("3", RecordHeaders.Read(dead.Message.Headers, RecordHeaders.DeadAttempts));
        Assert.Equal("InvalidOperationException: broken", RecordHeaders.Read(dead.Message.Headers, RecordHeaders.DeadError));
        Assert.Equal(DocumentDeleted.EventType, RecordHeaders.Read(dead.Message.Headers, RecordHeaders.Type));
    }

    [Fact]
    public async Task Handle_PermanentFailure_IsDeadLetteredAtOnce()
    {
        var handler = new RecordingHandler<DocumentDeleted>((received, _, _) =>
            received.Event.Version == 1 ? throw new PermanentFailureException("never") : Task.CompletedTask);
        await using var host = await StartAsync(handler, new() { Group = "g" });

        await host.Publisher.PublishAsync(Deleted("a", 1));

        var dead = Assert.Single(await _broker.ReadAsync(Topics.DeadLetter(Topics.DocumentsDeleted), 1));
        Assert.Equal("1", RecordHeaders.Read(dead.Message.Headers, RecordHeaders.DeadAttempts));
    }

    [Fact]
    public async Task Handle_Outage_WaitsAndThenGoesOnWithoutDeadLetters()
    {
        var handler = new RecordingHandler<DocumentDeleted>((_, attempt, _) => attempt <= 5 ? throw new HttpRequestException("away") : Task.CompletedTask);
        await using var host = await StartAsync(
            handler, new() { Group = "g", MaxAttempts = 2, RetryDelay = TimeSpan.FromMilliseconds(1), MaxRetryDelay = TimeSpan.FromMilliseconds(200) });

        await host.Publisher.PublishAsync(Deleted("a", 1));
        await handler.HandledAsync(1);

        Assert.Empty(await _broker.ReadAsync(Topics.DeadLetter(Topics.DocumentsDeleted), 1, TimeSpan.FromSeconds(1)));
    }

    [Fact]
    public async Task HandleBatch_OneBadRecord_DoesNotHoldUpTheOthers()
    {
        var handler = new RecordingHandler<DocumentDeleted>((received, _, _) =>
            received.Event.Version == 13 ? throw new FormatException("bad") : Task.CompletedTask);
        await using var host = await StartBatchAsync(
            handler, new() { Group = "g", BatchSize = 50, BatchWait = TimeSpan.FromMilliseconds(200), MaxAttempts = 2, RetryDelay = TimeSpan.FromMilliseconds(1) });

        await Task.WhenAll(Enumerable.Range(1, 40).Select(version => host.Publisher.PublishAsync(Deleted("a", version))));
        await handler.HandledAsync(39);

        Assert.Equal(Enumerable.Range(1, 40).Where(static version => version != 13).Select(static version => (long)version), handler.Handled.Select(static received => received.Event.Version));
        Assert.Single(await _broker.ReadAsync(Topics.DeadLetter(Topics.DocumentsDeleted), 1));
        Assert.Contains(handler.Batches, static size => size > 1);
    }

    [Fact]
    public async Task Stop_InMidStream_CommitsWhatIsHandledAndTheNextMemberGoesOn()
    {
        var first = new RecordingHandler<DocumentDeleted>();
        await using (var host = await StartAsync(first, new() { Group = "g", MaxInFlight = 10 }))
        {
            await Task.WhenAll(Enumerable.Range(1, 500).Select(version => host.Publisher.PublishAsync(Deleted($"doc-{version % 7}", version))));
            await first.HandledAsync(100);
        }
        var before = first.Handled.Count;
        var second = new RecordingHandler<DocumentDeleted>();
        await using (var host = await StartAsync(second, new() { Group = "g" }))
        {
            await second.HandledAsync(500 - before);
        }

        Assert.Equal(
            Enumerable.Range(1, 500).Select(static version => (long)version),
            first.Handled.Concat(second.Handled).Select(static received => received.Event.Version).Order());
    }

    [Fact]
    public async Task Take_SlowHandler_PausesThePartitionAndLosesNothing()
    {
        var running = 0;
        var parallel = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var gate = new SemaphoreSlim(0);
        var handler = new RecordingHandler<DocumentDeleted>(async (_, _, cancellationToken) =>
        {
            if (Interlocked.Increment(ref running) == 8) // of 4 lanes in 4 partitions
            {
                parallel.TrySetResult();
            }
            await gate.WaitAsync(cancellationToken);
            Interlocked.Decrement(ref running);
        });
        await using var host = await StartAsync(handler, new() { Group = "g", MaxInFlight = 20, Lanes = 4 });

        await Task.WhenAll(Enumerable.Range(1, 300).Select(version => host.Publisher.PublishAsync(Deleted($"doc-{version}", version))));
        await parallel.Task.WaitAsync(TimeSpan.FromSeconds(30));
        gate.Release(300);
        await handler.HandledAsync(300);

        Assert.Equal(300, handler.Handled.Select(static received => received.Event.Version).Distinct().Count());
    }

    [Fact]
    public async Task Lanes_ManyKeys_KeepTheOrderOfEachKey()
    {
        var random = new Random(1);
        var handler = new RecordingHandler<DocumentDeleted>(async (_, _, cancellationToken) =>
        {
            int yields;
            lock (random)
            {
                yields = random.Next(5);
            }
            for (var i = 0; i < yields; i++)
            {
                await Task.Yield();
            }
            cancellationToken.ThrowIfCancellationRequested();
        });
        await using var host = await StartAsync(handler, new() { Group = "g", Lanes = 8 });

        await Task.WhenAll(Enumerable.Range(1, 2000).Select(version => host.Publisher.PublishAsync(Deleted($"doc-{version % 17}", version))));
        await handler.HandledAsync(2000);

        foreach (var key in handler.Handled.GroupBy(static received => received.Event.DocumentId))
        {
            Assert.Equal(key.Select(static received => received.Event.Version).Order(), key.Select(static received => received.Event.Version));
        }
    }

    [Fact]
    public async Task Rebalance_MembersComeAndGo_EverythingIsHandled()
    {
        var handlers = Enumerable.Range(0, 3).Select(static _ => new RecordingHandler<DocumentDeleted>()).ToArray();
        await using var first = await StartAsync(handlers[0], new() { Group = "g" });
        var publishing = Task.Run(async () =>
        {
            for (var version = 1; version <= 600; version++)
            {
                await first.Publisher.PublishAsync(Deleted($"doc-{version % 31}", version));
            }
        });
        await using (await StartAsync(handlers[1], new() { Group = "g" }))
        {
            await handlers[0].HandledAsync(50);
        }
        await using var third = await StartAsync(handlers[2], new() { Group = "g" });
        await publishing;

        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (Versions(handlers).Count < 600)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(20), deadline.Token);
        }
        Assert.Equal(600, Versions(handlers).Count);
    }

    private static HashSet<long> Versions(IEnumerable<RecordingHandler<DocumentDeleted>> handlers)
        => [.. handlers.SelectMany(static handler => handler.Handled).Select(static received => received.Event.Version)];

    private Task<ServiceHost> StartAsync(RecordingHandler<DocumentDeleted> handler, EventConsumerOptions options)
        => ServiceHost.StartAsync(_broker, services =>
        {
            services.AddSingleton(handler);
            services.AddEventConsumer<DocumentDeleted, RecordingHandler<DocumentDeleted>>(options);
        });

    private Task<ServiceHost> StartBatchAsync(RecordingHandler<DocumentDeleted> handler, EventConsumerOptions options)
        => ServiceHost.StartAsync(_broker, services =>
        {
            services.AddSingleton(handler);
            services.AddEventBatchConsumer<DocumentDeleted, RecordingHandler<DocumentDeleted>>(options);
        });

    private static DocumentDeleted Deleted(string document, long version)
        => new() { EventId = Guid.CreateVersion7(), Timestamp = new DateTimeOffset(2026, 1, 5, 0, 0, 0, TimeSpan.Zero), DocumentId = document, Version = version };

    private static ActivityListener Listen(string source)
    {
        var listener = new ActivityListener
        {
            ShouldListenTo = candidate => candidate.Name == source,
            Sample = static (ref _) => ActivitySamplingResult.AllDataAndRecorded,
        };
        ActivitySource.AddActivityListener(listener);
        return listener;
    }
}
