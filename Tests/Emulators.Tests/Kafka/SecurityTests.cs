using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Confluent.Kafka;
using EventAi.Emulators.Kafka;
using EventAi.Emulators.Kafka.Apis;
using EventAi.Emulators.Kafka.Wire;
using Metadata = EventAi.Emulators.Kafka.Apis.Metadata;

namespace EventAi.Emulators.Tests.Kafka;

/// <summary>TLS, SASL/PLAIN and the limits.</summary>
public sealed class SecurityTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("eventai-kafka-").FullName;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Theory]
    [InlineData(".pfx")]
    [InlineData(".pem")]
    public async Task Tls_WithLogin_ProducesAndConsumes(string format)
    {
        var (certificate, ca) = SelfSigned(format);
        var options = new KafkaOptions { Port = 0, Data = _directory, Certificate = certificate, CertificatePassword = "pfx-password", User = "alice:in-wonderland" };
        await using var broker = await KafkaBroker.StartAsync(options);
        var config = new ClientConfig
        {
            BootstrapServers = broker.BootstrapServers,
            SecurityProtocol = SecurityProtocol.SaslSsl,
            SslCaPem = ca,
            SslEndpointIdentificationAlgorithm = SslEndpointIdentificationAlgorithm.None,
            SaslMechanism = SaslMechanism.Plain,
            SaslUsername = "alice",
            SaslPassword = "in-wonderland",
        };
        using var producer = new ProducerBuilder<Null, string>(config).Build();
        var stored = await producer.ProduceAsync("secret", new() { Value = "over tls" }).WaitAsync(KafkaServer.Deadline);
        using var consumer = new ConsumerBuilder<Ignore, string>(new ConsumerConfig(config) { GroupId = "g" }).Build();
        consumer.Assign(stored.TopicPartitionOffset);
        using var deadline = new CancellationTokenSource(KafkaServer.Deadline);
        Assert.Equal("over tls", consumer.Consume(deadline.Token).Message.Value);
    }

    [Fact]
    public async Task Sasl_WrongPassword_IsRefusedAndNothingElseIsServed()
    {
        await using var broker = await KafkaBroker.StartAsync(new KafkaOptions { Port = 0, Data = _directory, Users = { ["alice"] = "right" } });
        using var silent = await RawClient.ConnectAsync(broker.BootstrapServers);
        await silent.SendAsync(ApiKey.Metadata, 1, false, new Metadata.Request());
        Assert.True(await silent.IsClosedAsync());

        foreach (var (token, expected) in new[] { ("\0alice\0wrong", KafkaError.SaslAuthenticationFailed), ("\0bob\0right", KafkaError.SaslAuthenticationFailed), ("\0alice\0right", KafkaError.None) })
        {
            using var client = await RawClient.ConnectAsync(broker.BootstrapServers);
            Assert.Equal(KafkaError.None, (await client.AskAsync<SaslHandshake.Response>(ApiKey.SaslHandshake, 1, false, new SaslHandshake.Request { Mechanism = "PLAIN" })).Error);
            var answer = await client.AskAsync<SaslAuthenticate.Response>(ApiKey.SaslAuthenticate, 2, true, new SaslAuthenticate.Request { Token = System.Text.Encoding.UTF8.GetBytes(token) });
            Assert.Equal(expected, answer.Error);
            if (expected == KafkaError.None)
            {
                Assert.Single((await client.AskAsync<Metadata.Response>(ApiKey.Metadata, 1, false, new Metadata.Request())).Brokers);
            }
            else
            {
                Assert.True(await client.IsClosedAsync());
            }
        }
    }

    [Fact]
    public async Task Connections_OverTheLimit_AreClosedAndTheOthersServed()
    {
        await using var broker = await KafkaBroker.StartAsync(new KafkaOptions { Port = 0, Data = _directory, MaxConnections = 2 });
        using var first = await RawClient.ConnectAsync(broker.BootstrapServers);
        using var second = await RawClient.ConnectAsync(broker.BootstrapServers);
        await Served(first);
        await Served(second);
        using var third = await RawClient.ConnectAsync(broker.BootstrapServers);
        Assert.True(await third.IsClosedAsync());
        await Served(first);
    }

    [Fact]
    public async Task Requests_OverTheRate_WaitAndAreAllAnswered()
    {
        await using var broker = await KafkaBroker.StartAsync(new KafkaOptions { Port = 0, Data = _directory, MaxRequestsPerSecond = 20 });
        using var client = await RawClient.ConnectAsync(broker.BootstrapServers);
        var started = TimeProvider.System.GetTimestamp();
        for (var i = 0; i < 40; i++)
        {
            await Served(client);
        }

        Assert.InRange(TimeProvider.System.GetElapsedTime(started).TotalSeconds, 0.8, 20);
    }

    [Fact]
    public async Task RequestMemory_OverTheLimit_CostsThatConnectionOnly()
    {
        await using var broker = await KafkaBroker.StartAsync(new KafkaOptions { Port = 0, Data = _directory, MaxRequestMemory = 4 * 1024 * 1024 });
        using var small = await RawClient.ConnectAsync(broker.BootstrapServers);
        using var greedy = await RawClient.ConnectAsync(broker.BootstrapServers);
        var sent = greedy.SendBytesAsync((byte[])[0x05, 0, 0, 0, .. new byte[16 * 1024 * 1024]]);
        Assert.True(await greedy.IsClosedAsync());
        await Assert.ThrowsAnyAsync<Exception>(() => sent);
        await Served(small);
    }

    private static async Task Served(RawClient client) =>
        Assert.NotEmpty((await client.AskAsync<ApiVersions.Response>(ApiKey.ApiVersions, 0, false, new ApiVersions.Request())).Keys);

    private (string File, string Pem) SelfSigned(string format)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=kafka-test", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: false, 0, critical: true));
        var now = TimeProvider.System.GetUtcNow();
        using var certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        var path = Path.Combine(_directory, "server" + format);
        if (format == ".pfx")
        {
            File.WriteAllBytes(path, certificate.Export(X509ContentType.Pfx, "pfx-password"));
        }
        else
        {
            File.WriteAllText(path, certificate.ExportCertificatePem() + "\n" + key.ExportPkcs8PrivateKeyPem());
        }

        return (path, certificate.ExportCertificatePem());
    }
}
