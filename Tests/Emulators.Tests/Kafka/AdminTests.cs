using Confluent.Kafka;
using Confluent.Kafka.Admin;

namespace EventAi.Emulators.Tests.Kafka;

public sealed class AdminTests(KafkaServer server) : IClassFixture<KafkaServer>
{
    [Fact]
    public async Task Topic_CreatedDescribedGrownDeleted_IsSeenSo()
    {
        var topic = await server.CreateTopicAsync("life", 3, new() { ["retention.ms"] = "3600000" });
        using var admin = server.Admin();
        var described = Assert.Single((await admin.DescribeTopicsAsync(TopicCollection.OfTopicNames([topic]))).TopicDescriptions);
        Assert.Equal(3, described.Partitions.Count);
        Assert.All(described.Partitions, p => Assert.Equal(described.Partitions[0].Leader.Id, p.Leader.Id));

        var resource = new ConfigResource { Type = ResourceType.Topic, Name = topic };
        var configs = Assert.Single(await admin.DescribeConfigsAsync([resource])).Entries;
        Assert.Equal("3600000", configs["retention.ms"].Value);
        Assert.False(configs["retention.ms"].IsDefault);
        Assert.True(configs["cleanup.policy"].IsDefault);

        await admin.CreatePartitionsAsync([new() { Topic = topic, IncreaseTo = 5 }]);
        Assert.Equal(5, Assert.Single(admin.GetMetadata(topic, KafkaServer.Deadline).Topics).Partitions.Count);

        await admin.DeleteTopicsAsync([topic]);
        Assert.DoesNotContain(admin.GetMetadata(KafkaServer.Deadline).Topics, t => t.Topic == topic);
    }

    [Theory]
    [InlineData("bad name", 1, 1, ErrorCode.TopicException)]
    [InlineData("zero", 0, 1, ErrorCode.InvalidPartitions)]
    [InlineData("replicas", 1, 3, ErrorCode.InvalidReplicationFactor)]
    public async Task CreateTopic_BadRequest_GetsItsError(string name, int partitions, short replicas, ErrorCode expected)
    {
        using var admin = server.Admin();
        var refused = await Assert.ThrowsAsync<CreateTopicsException>(() =>
            admin.CreateTopicsAsync([new() { Name = name, NumPartitions = partitions, ReplicationFactor = replicas }]));
        Assert.Equal(expected, Assert.Single(refused.Results).Error.Code);
    }

    [Fact]
    public async Task CreateTopic_UnknownSetting_IsRefused()
    {
        var refused = await Assert.ThrowsAsync<CreateTopicsException>(() => server.CreateTopicAsync("setting", configs: new() { ["no.such.setting"] = "1" }));
        Assert.Equal(ErrorCode.InvalidConfig, Assert.Single(refused.Results).Error.Code);
    }

    [Fact]
    public async Task CreateTopic_Twice_SecondIsRefused()
    {
        var topic = await server.CreateTopicAsync("twice");
        using var admin = server.Admin();
        var refused = await Assert.ThrowsAsync<CreateTopicsException>(() => admin.CreateTopicsAsync([new() { Name = topic, NumPartitions = 1, ReplicationFactor = 1 }]));
        Assert.Equal(ErrorCode.TopicAlreadyExists, Assert.Single(refused.Results).Error.Code);
    }

    [Fact]
    public async Task ListOffsets_EarliestLatestMaxTimestamp_AreExact()
    {
        var topic = await server.CreateTopicAsync("offsets");
        using (var producer = server.Producer())
        {
            foreach (var timestamp in new long[] { 1000, 9000, 5000 })
            {
                await producer.ProduceAsync(topic, new Message<string?, string?> { Value = "x", Timestamp = new Timestamp(timestamp, TimestampType.CreateTime) })
                    .WaitAsync(KafkaServer.Deadline);
            }
        }

        using var admin = server.Admin();
        async Task<long> At(OffsetSpec spec) => Assert.Single(
            (await admin.ListOffsetsAsync([new() { TopicPartition = new(topic, 0), OffsetSpec = spec }])).ResultInfos).TopicPartitionOffsetError.Offset.Value;
        Assert.Equal(0, await At(OffsetSpec.Earliest()));
        Assert.Equal(3, await At(OffsetSpec.Latest()));
        Assert.Equal(1, await At(OffsetSpec.MaxTimestamp()));
        Assert.Equal(1, await At(OffsetSpec.ForTimestamp(1001)));
    }

    [Fact]
    public async Task DescribeCluster_HasOneBrokerAndItIsTheController()
    {
        using var admin = server.Admin();
        var cluster = await admin.DescribeClusterAsync();
        Assert.NotEmpty(cluster.ClusterId);
        Assert.Contains(cluster.Nodes, n => n.Id == cluster.Controller.Id);
    }

    [Fact]
    public async Task AlterConfigs_SetAndRemoved_TakesEffectAtOnce()
    {
        var topic = await server.CreateTopicAsync("alter");
        using var admin = server.Admin();
        using var producer = server.Producer();
        var resource = new ConfigResource { Type = ResourceType.Topic, Name = topic };
        await admin.IncrementalAlterConfigsAsync(new() { [resource] = [new() { Name = "max.message.bytes", Value = "1000", IncrementalOperation = AlterConfigOpType.Set }] });
        var refused = await Assert.ThrowsAsync<ProduceException<string?, string?>>(() => producer.ProduceAsync(topic, new() { Value = new string('x', 2000) }).WaitAsync(KafkaServer.Deadline));
        Assert.Equal(ErrorCode.MsgSizeTooLarge, refused.Error.Code);
        Assert.Equal("1000", Assert.Single(await admin.DescribeConfigsAsync([resource])).Entries["max.message.bytes"].Value);

        await admin.IncrementalAlterConfigsAsync(new() { [resource] = [new() { Name = "max.message.bytes", Value = "", IncrementalOperation = AlterConfigOpType.Delete }] });
        await producer.ProduceAsync(topic, new() { Value = new string('x', 2000) }).WaitAsync(KafkaServer.Deadline);

        await admin.AlterConfigsAsync(new() { [resource] = [new() { Name = "retention.ms", Value = "12345" }] });
        Assert.Equal("12345", Assert.Single(await admin.DescribeConfigsAsync([resource])).Entries["retention.ms"].Value);
        await Assert.ThrowsAsync<IncrementalAlterConfigsException>(() =>
            admin.IncrementalAlterConfigsAsync(new() { [resource] = [new() { Name = "retention.ms", Value = "soon", IncrementalOperation = AlterConfigOpType.Set }] }));
        Assert.Equal("12345", Assert.Single(await admin.DescribeConfigsAsync([resource])).Entries["retention.ms"].Value);
    }

    [Fact]
    public async Task DeleteRecords_UpToAnOffset_MovesTheStart()
    {
        var topic = await server.CreateTopicAsync("delete");
        using (var producer = server.Producer())
        {
            for (var i = 0; i < 10; i++)
            {
                await producer.ProduceAsync(topic, new() { Value = $"{i}" }).WaitAsync(KafkaServer.Deadline);
            }
        }

        using var admin = server.Admin();
        Assert.Equal(4, Assert.Single(await admin.DeleteRecordsAsync([new(topic, 0, 4)])).Offset.Value);
        using var consumer = server.Consumer(KafkaServer.Unique("group"));
        Assert.Equal((4, 10), (consumer.QueryWatermarkOffsets(new(topic, 0), KafkaServer.Deadline).Low.Value, consumer.QueryWatermarkOffsets(new(topic, 0), KafkaServer.Deadline).High.Value));
        consumer.Assign(new TopicPartitionOffset(topic, 0, 0));
        Assert.Equal("4", Assert.Single(KafkaServer.Take(consumer, 1)).Message.Value);
        await Assert.ThrowsAsync<DeleteRecordsException>(() => admin.DeleteRecordsAsync([new(topic, 0, 11)]));
    }

    [Fact]
    public async Task DeleteGroupOffsets_OfAGroupWithoutMembers_ForgetsThem()
    {
        var (topic, group) = (await server.CreateTopicAsync("forget", 2), KafkaServer.Unique("group"));
        using (var consumer = server.Consumer(group))
        {
            consumer.Commit([new(topic, 0, 3), new(topic, 1, 5)]);
        }

        using var admin = server.Admin();
        await admin.DeleteConsumerGroupOffsetsAsync(group, [new(topic, 0)]);
        var left = Assert.Single(await admin.ListConsumerGroupOffsetsAsync([new ConsumerGroupTopicPartitions(group, [new(topic, 0), new(topic, 1)])])).Partitions;
        Assert.Equal([Offset.Unset.Value, 5], left.OrderBy(p => p.Partition.Value).Select(p => p.Offset.Value));
    }
}
