using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using Confluent.Kafka;
using EventAi.Emulators.Kafka.Faults;

namespace EventAi.Emulators.Tests.Kafka;

/// <summary>What goes wrong on demand, as real clients meet it.</summary>
public sealed class FaultTests : IAsyncLifetime
{
    private readonly string _directory = Directory.CreateTempSubdirectory("eventai-kafka-").FullName;
    private readonly HttpClient _admin = new();
    private BrokerProcess _broker = null!;

    public async Task InitializeAsync()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        var port = ((IPEndPoint)probe.LocalEndpoint).Port;
        probe.Stop();
        _admin.BaseAddress = new Uri($"http://127.0.0.1:{port}");
        _broker = await BrokerProcess.StartAsync(_directory, 0, "--admin", $"{port}", "--partitions", "1");
    }

    public async Task DisposeAsync()
    {
        await _broker.DisposeAsync();
        _admin.Dispose();
        Directory.Delete(_directory, recursive: true);
    }

    [Fact]
    public async Task Error_OnProduceOfOneTopic_ReachesTheClientAndNothingIsStored()
    {
        using var producer = Producer(retries: 0);
        await producer.ProduceAsync("failing", new() { Value = "first" }).WaitAsync(KafkaServer.Deadline);
        await Ask(new Fault { Api = "produce", Topic = "failing", Error = (short)ErrorCode.InvalidMsg });
        await producer.ProduceAsync("other", new() { Value = "not touched" }).WaitAsync(KafkaServer.Deadline);
        var refused = await Assert.ThrowsAsync<ProduceException<Null, string>>(() => producer.ProduceAsync("failing", new() { Value = "refused" }).WaitAsync(KafkaServer.Deadline));
        Assert.Equal(ErrorCode.InvalidMsg, refused.Error.Code);
        Assert.Equal(1, (await producer.ProduceAsync("failing", new() { Value = "second" }).WaitAsync(KafkaServer.Deadline)).Offset.Value);
        Assert.Empty((await _admin.GetFromJsonAsync<Fault[]>("/faults"))!);
    }

    [Fact]
    public async Task Drop_InMidResponse_IdempotentProducerSendsAgainAndItIsThereOnce()
    {
        using var producer = Producer(retries: 10);
        await producer.ProduceAsync("dropped", new() { Value = "0" }).WaitAsync(KafkaServer.Deadline);
        await Ask(new Fault { Api = "Produce", Drop = true });
        Assert.Equal(1, (await producer.ProduceAsync("dropped", new() { Value = "1" }).WaitAsync(KafkaServer.Deadline)).Offset.Value);
        Assert.Equal(2, (await producer.ProduceAsync("dropped", new() { Value = "2" }).WaitAsync(KafkaServer.Deadline)).Offset.Value);
    }

    [Fact]
    public async Task Delay_OfAnyRequest_HoldsItUp()
    {
        using var producer = Producer(retries: 10);
        await producer.ProduceAsync("delayed", new() { Value = "0" }).WaitAsync(KafkaServer.Deadline);
        await Ask(new Fault { Api = "Produce", DelayMs = 700 });
        var started = TimeProvider.System.GetTimestamp();
        await producer.ProduceAsync("delayed", new() { Value = "1" }).WaitAsync(KafkaServer.Deadline);
        Assert.InRange(TimeProvider.System.GetElapsedTime(started).TotalSeconds, 0.65, 20);
    }

    [Fact]
    public async Task Refuse_Connections_ClientsComeBackAfterwards()
    {
        using var producer = Producer(retries: 100);
        await producer.ProduceAsync("refused", new() { Value = "0" }).WaitAsync(KafkaServer.Deadline);
        using var response = await _admin.PostAsync("/refuse?seconds=1.5", null);
        Assert.Equal(HttpStatusCode.NoContent, response.StatusCode);
        using (var client = await RawClient.ConnectAsync(_broker.BootstrapServers))
        {
            Assert.True(await client.IsClosedAsync());
        }

        Assert.Equal(1, (await producer.ProduceAsync("refused", new() { Value = "1" }).WaitAsync(KafkaServer.Deadline)).Offset.Value);
    }

    [Theory]
    [InlineData("""{"api":"NoSuch","error":6}""")]
    [InlineData("""{"api":"Produce"}""")]
    [InlineData("""{"delayMs":-5}""")]
    public async Task Nonsense_IsRefused(string fault)
    {
        using var content = new StringContent(fault, System.Text.Encoding.UTF8, "application/json");
        using var response = await _admin.PostAsync("/faults", content);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    private async Task Ask(Fault fault)
    {
        using var response = await _admin.PostAsJsonAsync("/faults", fault);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    private IProducer<Null, string> Producer(int retries) => new ProducerBuilder<Null, string>(new ProducerConfig
    {
        BootstrapServers = _broker.BootstrapServers,
        EnableIdempotence = retries > 0,
        MessageSendMaxRetries = retries,
        LingerMs = 0,
        RetryBackoffMs = 50,
        ReconnectBackoffMs = 50,
        ReconnectBackoffMaxMs = 200,
    }).SetLogHandler((_, _) => { }).SetErrorHandler((_, _) => { }).Build();
}
