using System.Collections.Concurrent;
using Confluent.Kafka;
using Confluent.Kafka.Admin;

namespace EventAi.Emulators.Tests.Kafka;

public sealed class ConsumerGroupTests(KafkaServer server) : IClassFixture<KafkaServer>
{
    [Theory]
    [InlineData(PartitionAssignmentStrategy.Range)]
    [InlineData(PartitionAssignmentStrategy.CooperativeSticky)]
    public async Task Group_MemberJoinsAndLeaves_PartitionsMoveAndNothingIsMissed(PartitionAssignmentStrategy strategy)
    {
        var topic = await server.CreateTopicAsync("rebalance", 4);
        var group = KafkaServer.Unique("group");
        var seen = new ConcurrentDictionary<string, int>(StringComparer.Ordinal);
        using var deadline = new CancellationTokenSource(KafkaServer.Deadline);
        await using var first = new Member(server, group, topic, strategy, seen, deadline.Token);
        await first.Owns(4);
        await ProduceAsync(topic, 0, 100);

        var second = new Member(server, group, topic, strategy, seen, deadline.Token);
        await second.Owns(2);
        await first.Owns(2);
        await ProduceAsync(topic, 100, 200);
        await Until(() => seen.Count == 200, deadline.Token);

        await second.DisposeAsync();
        await first.Owns(4);
        await ProduceAsync(topic, 200, 300);
        await Until(() => seen.Count == 300, deadline.Token);
    }

    [Fact]
    public async Task Commit_NextMember_ResumesBehindIt()
    {
        var topic = await server.CreateTopicAsync("resume");
        var group = KafkaServer.Unique("group");
        await ProduceAsync(topic, 0, 20);
        using (var consumer = server.Consumer(group))
        {
            consumer.Subscribe(topic);
            var records = KafkaServer.Take(consumer, 10);
            consumer.Commit(records[^1]);
            consumer.Close();
        }

        using var next = server.Consumer(group);
        next.Subscribe(topic);
        Assert.Equal(10, KafkaServer.Take(next, 1)[0].Offset.Value);
        Assert.Equal(10, Assert.Single(next.Committed([new TopicPartition(topic, 0)], KafkaServer.Deadline)).Offset.Value);
        next.Close();
    }

    [Fact]
    public async Task Member_DiesSilently_AnotherTakesOverAfterTheSession()
    {
        var topic = await server.CreateTopicAsync("dies", 2);
        var group = KafkaServer.Unique("group");
        using var deadline = new CancellationTokenSource(KafkaServer.Deadline);
        var seen = new ConcurrentDictionary<string, int>(StringComparer.Ordinal);

        // A member that joins over a raw connection and never heartbeats stands for a killed process.
        await RawClient.JoinAndVanishAsync(server.BootstrapServers, group, topic);
        await using var survivor = new Member(server, group, topic, PartitionAssignmentStrategy.Range, seen, deadline.Token);
        await survivor.Owns(2);
    }

    [Fact]
    public async Task StaticMember_ComesBack_KeepsItsPartitionsWithoutARebalance()
    {
        var topic = await server.CreateTopicAsync("static", 2);
        var group = KafkaServer.Unique("group");
        using var deadline = new CancellationTokenSource(KafkaServer.Deadline);
        var seen = new ConcurrentDictionary<string, int>(StringComparer.Ordinal);
        await using var other = new Member(server, group, topic, PartitionAssignmentStrategy.Range, seen, deadline.Token, "instance-a");
        await other.Owns(2);
        var restarted = new Member(server, group, topic, PartitionAssignmentStrategy.Range, seen, deadline.Token, "instance-b");
        await restarted.Owns(1);
        await other.Owns(1);
        var changes = other.Changes;

        // A static member does not leave when it closes.
        await restarted.DisposeAsync();
        await using var back = new Member(server, group, topic, PartitionAssignmentStrategy.Range, seen, deadline.Token, "instance-b");
        await back.Owns(1);
        Assert.Equal(changes, other.Changes);
    }

    [Fact]
    public async Task Admin_ListsDescribesAndDeletesGroups()
    {
        var topic = await server.CreateTopicAsync("groups", 2);
        var group = KafkaServer.Unique("group");
        using var admin = server.Admin();
        using var deadline = new CancellationTokenSource(KafkaServer.Deadline);
        await using (var member = new Member(server, group, topic, PartitionAssignmentStrategy.Range, new(StringComparer.Ordinal), deadline.Token))
        {
            await member.Owns(2);
            Assert.Contains((await admin.ListConsumerGroupsAsync()).Valid, g => g.GroupId == group && g.State == ConsumerGroupState.Stable);
            var described = Assert.Single((await admin.DescribeConsumerGroupsAsync([group])).ConsumerGroupDescriptions);
            Assert.Equal("range", described.PartitionAssignor);
            Assert.Equal(2, Assert.Single(described.Members).Assignment.TopicPartitions.Count);
            await Assert.ThrowsAsync<DeleteGroupsException>(() => admin.DeleteGroupsAsync([group]));
            member.Commit(new TopicPartitionOffset(topic, 1, 7));
        }

        var offsets = await admin.ListConsumerGroupOffsetsAsync([new ConsumerGroupTopicPartitions(group, [new(topic, 1)])]);
        Assert.Equal(7, Assert.Single(Assert.Single(offsets).Partitions).Offset.Value);
        await admin.DeleteGroupsAsync([group]);
        Assert.DoesNotContain((await admin.ListConsumerGroupsAsync()).Valid, g => g.GroupId == group);
    }

    private async Task ProduceAsync(string topic, int from, int to)
    {
        using var producer = server.Producer();
        await Task.WhenAll(Enumerable.Range(from, to - from).Select(i =>
            producer.ProduceAsync(topic, new Message<string?, string?> { Key = $"{i}", Value = $"{i}" }))).WaitAsync(KafkaServer.Deadline);
    }

    private static async Task Until(Func<bool> condition, CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(10));
        while (!condition())
        {
            await timer.WaitForNextTickAsync(cancellationToken);
        }
    }

    /// <summary>A group member that polls on a thread of its own, commits what it has seen and notes what it owns.</summary>
    private sealed class Member : IAsyncDisposable
    {
        private readonly IConsumer<string?, string?> _consumer;
        private readonly CancellationTokenSource _stop;
        private readonly ConcurrentDictionary<string, int> _seen;
        private readonly Task _polling;
        private volatile int _owned;
        private volatile int _changes;

        public Member(
            KafkaServer server,
            string group,
            string topic,
            PartitionAssignmentStrategy strategy,
            ConcurrentDictionary<string, int> seen,
            CancellationToken deadline,
            string? instance = null)
        {
            _seen = seen;
            _stop = CancellationTokenSource.CreateLinkedTokenSource(deadline);
            _consumer = server.Consumer(
                group,
                c => (c.PartitionAssignmentStrategy, c.GroupInstanceId, c.TopicMetadataRefreshIntervalMs) = (strategy, instance, 1000),
                builder => builder
                    .SetPartitionsAssignedHandler((_, _) => _changes++)
                    .SetPartitionsRevokedHandler((_, _) => _changes++));
            _consumer.Subscribe(topic);
            _polling = Task.Factory.StartNew(Poll, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        }

        public int Changes => _changes;

        public Task Owns(int partitions) => Until(() => _owned == partitions, _stop.Token);

        public void Commit(TopicPartitionOffset offset) => _consumer.Commit([offset]);

        public async ValueTask DisposeAsync()
        {
            await _stop.CancelAsync();
            await _polling;
            _consumer.Close();
            _consumer.Dispose();
            _stop.Dispose();
        }

        /// <summary>A broker refuses commits between two generations of a group: the record is delivered again.</summary>
        private void CommitUnlessRebalancing(ConsumeResult<string?, string?> record)
        {
            try
            {
                _consumer.Commit(record);
            }
            catch (KafkaException exception) when (exception.Error.Code is ErrorCode.RebalanceInProgress or ErrorCode.IllegalGeneration)
            {
                // The next commit of the partition covers it.
            }
        }

        private void Poll()
        {
            while (!_stop.IsCancellationRequested)
            {
                if (_consumer.Consume(TimeSpan.FromMilliseconds(20)) is { } record)
                {
                    _seen.AddOrUpdate(record.Message.Value!, 1, static (_, n) => n + 1);
                    CommitUnlessRebalancing(record);
                }

                _owned = _consumer.Assignment.Count;
            }
        }
    }
}
