using System.Buffers.Binary;
using EventAi.Emulators.Kafka;
using EventAi.Emulators.Kafka.Apis;
using EventAi.Emulators.Kafka.Wire;

namespace EventAi.Emulators.Tests.Kafka;

/// <summary>What a client library would never send, and what it sends one behind the other.</summary>
public sealed class ConnectionTests(KafkaServer server) : IClassFixture<KafkaServer>
{
    [Theory]
    [InlineData("7FFFFFFF")]
    [InlineData("FFFFFFFF")]
    [InlineData("00000000")]
    [InlineData("000000080012000300000001")] // ApiVersions without its body
    [InlineData("0000000A00030000000000017FFF")] // a client id that reaches beyond the frame
    [InlineData("0000000E0003000000000001FFFF7FFFFFFF")] // a topic list of two thousand million
    [InlineData("474554202F20485454502F312E310D0A0D0A")] // HTTP
    public async Task MalformedFrame_ClosesItsConnectionOnly(string hex)
    {
        using var other = await RawClient.ConnectAsync(server.BootstrapServers);
        using var client = await RawClient.ConnectAsync(server.BootstrapServers);
        await client.SendBytesAsync(Convert.FromHexString(hex));
        Assert.True(await client.IsClosedAsync());
        var answer = await other.AskAsync<ApiVersions.Response>(ApiKey.ApiVersions, 0, false, new ApiVersions.Request());
        Assert.NotEmpty(answer.Keys);
    }

    [Fact]
    public async Task ApiVersions_FutureVersion_AnswersVersion0WithItsRange()
    {
        using var client = await RawClient.ConnectAsync(server.BootstrapServers);
        await client.SendAsync(ApiKey.ApiVersions, 99, true, new ApiVersions.Request { SoftwareName = "test", SoftwareVersion = "1" });
        var answer = await client.ReceiveAsync<ApiVersions.Response>(0, flexible: false, flexibleHeader: false);
        Assert.Equal(KafkaError.UnsupportedVersion, answer.Error);
        Assert.Contains(answer.Keys, k => k.Key == (short)ApiKey.ApiVersions && k.Max >= 3);
        var again = await client.AskAsync<ApiVersions.Response>(ApiKey.ApiVersions, 3, true, new ApiVersions.Request { SoftwareName = "test", SoftwareVersion = "1" });
        Assert.Equal(KafkaError.None, again.Error);
        Assert.Contains(again.Keys, k => k is { Key: (short)ApiKey.Fetch, Min: 4, Max: >= 13 });
    }

    [Fact]
    public async Task OperationThatIsNotServed_SaysUnsupportedVersion_AndTheConnectionGoesOn()
    {
        const short ConsumerGroupHeartbeat = 68;
        using var client = await RawClient.ConnectAsync(server.BootstrapServers);
        var answer = await client.AskAsync<Refused>((ApiKey)ConsumerGroupHeartbeat, 0, true, new ApiVersions.Request());
        Assert.Equal(KafkaError.UnsupportedVersion, answer.Error);
        Assert.Null(answer.Message);
        var next = await client.AskAsync<ApiVersions.Response>(ApiKey.ApiVersions, 3, true, new ApiVersions.Request { SoftwareName = "test", SoftwareVersion = "1" });
        Assert.DoesNotContain(next.Keys, k => k.Key == ConsumerGroupHeartbeat);
    }

    [Fact]
    public async Task UnknownApi_ClosesTheConnection()
    {
        using var client = await RawClient.ConnectAsync(server.BootstrapServers);
        await client.SendAsync((ApiKey)9999, 0, false, new ApiVersions.Request());
        Assert.True(await client.IsClosedAsync());
    }

    [Fact]
    public async Task Requests_SentTogether_AreAnsweredInOrder()
    {
        using var client = await RawClient.ConnectAsync(server.BootstrapServers);
        byte[] together = [.. Enumerable.Range(1, 200).SelectMany(i => RawClient.Frame(ApiKey.Metadata, 1, false, new Metadata.Request { Topics = [] }, i))];
        await client.SendBytesAsync(together);
        for (var i = 1; i <= 200; i++)
        {
            Assert.Equal(i, BinaryPrimitives.ReadInt32BigEndian(await client.ReceiveFrameAsync()));
        }
    }

    [Fact]
    public async Task Frame_InSingleBytes_IsPutTogether()
    {
        using var client = await RawClient.ConnectAsync(server.BootstrapServers);
        foreach (var one in RawClient.Frame(ApiKey.ApiVersions, 0, false, new ApiVersions.Request(), 5))
        {
            await client.SendBytesAsync(new[] { one });
        }

        Assert.Equal(5, BinaryPrimitives.ReadInt32BigEndian(await client.ReceiveFrameAsync()));
    }

    [Fact]
    public async Task Fetch_Version13_FindsTopicsById()
    {
        var topic = await server.CreateTopicAsync("by-id");
        using var producer = server.Producer();
        await producer.ProduceAsync(topic, new() { Value = "found" }).WaitAsync(KafkaServer.Deadline);
        using var client = await RawClient.ConnectAsync(server.BootstrapServers);
        var metadata = await client.AskAsync<Metadata.Response>(ApiKey.Metadata, 12, true, new Metadata.Request { Topics = [new() { Name = topic }] });
        var id = Assert.Single(metadata.Topics).Id;
        Assert.NotEqual(Guid.Empty, id);
        Fetch.Request Ask(Guid topicId) => new()
        {
            MaxWaitMs = 5000,
            MinBytes = 1,
            MaxBytes = 1 << 20,
            Topics = [new() { Id = topicId, Partitions = [new() { Index = 0, Offset = 0, MaxBytes = 1 << 20 }] }],
        };
        var found = Assert.Single(Assert.Single((await client.AskAsync<Fetch.Response>(ApiKey.Fetch, 13, true, Ask(id))).Topics).Partitions);
        Assert.Equal(KafkaError.None, found.Error);
        Assert.Equal(1, found.HighWatermark);
        Assert.True(found.Records.Length > 0);
        var missing = Assert.Single(Assert.Single((await client.AskAsync<Fetch.Response>(ApiKey.Fetch, 13, true, Ask(Guid.NewGuid()))).Topics).Partitions);
        Assert.Equal(KafkaError.UnknownTopicId, missing.Error);
    }

    [Fact]
    public async Task Fetch_BeyondTheEnd_IsOutOfRange()
    {
        var topic = await server.CreateTopicAsync("range");
        using var client = await RawClient.ConnectAsync(server.BootstrapServers);
        var answer = await client.AskAsync<Fetch.Response>(ApiKey.Fetch, 11, false, new Fetch.Request
        {
            MaxWaitMs = 60_000,
            MinBytes = 1,
            MaxBytes = 1 << 20,
            Topics = [new() { Name = topic, Partitions = [new() { Index = 0, Offset = 5, MaxBytes = 1 << 20 }] }],
        });
        Assert.Equal(KafkaError.OffsetOutOfRange, Assert.Single(Assert.Single(answer.Topics).Partitions).Error);
    }

    /// <summary>The fields of ConsumerGroupHeartbeat's response, from its schema.</summary>
    private sealed class Refused : IWireStruct
    {
        public int ThrottleMs;
        public KafkaError Error;
        public string? Message;
        public string? MemberId;
        public int Epoch;
        public int IntervalMs;
        public Refused? Assignment;

        public void Describe(WireFields fields)
        {
            fields.Int32(ref ThrottleMs);
            fields.Error(ref Error);
            fields.NullableString(ref Message);
            fields.NullableString(ref MemberId);
            fields.Int32(ref Epoch);
            fields.Int32(ref IntervalMs);
            fields.NullableStruct(ref Assignment);
        }
    }
}
