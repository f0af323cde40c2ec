using System.Buffers.Binary;
using System.Net.Sockets;
using System.Security.Cryptography;
using EventAi.Emulators.Kafka;
using EventAi.Emulators.Kafka.Apis;
using EventAi.Emulators.Kafka.State;
using EventAi.Emulators.Kafka.State.Compression;
using EventAi.Emulators.Kafka.Wire;
using Xunit.Abstractions;

namespace EventAi.Emulators.Tests.Kafka;

/// <summary>Mutated requests: the decoder reads or refuses them, the broker answers or closes that connection, and memory stays flat. The seed is in the output.</summary>
public sealed class FuzzTests(ITestOutputHelper output) : IAsyncLifetime
{
    private readonly string _directory = Directory.CreateTempSubdirectory("eventai-kafka-").FullName;
    private readonly int _seed = int.TryParse(Environment.GetEnvironmentVariable("EVENTAI_SEED"), out var seed) ? seed : RandomNumberGenerator.GetInt32(int.MaxValue);
    private KafkaBroker _broker = null!;

    public async Task InitializeAsync()
    {
        output.WriteLine($"EVENTAI_SEED={_seed}");
        _broker = await KafkaBroker.StartAsync(new KafkaOptions { Port = 0, Data = _directory, AutoCreateTopics = false, Partitions = 1, MaxFrameBytes = 1024 * 1024 });
    }

    public async Task DisposeAsync()
    {
        await _broker.DisposeAsync();
        Directory.Delete(_directory, recursive: true);
    }

    [Fact]
    public Task Decoder_MutatedFrames_AreReadOrRefused() => DecodeAsync(20_000);

    [Fact]
    [Trait("Category", "Long")]
    public Task Decoder_AMillionMutatedFrames_AreReadOrRefusedAndMemoryStaysFlat() => DecodeAsync(1_000_000);

    [Fact]
    public Task Socket_MutatedFrames_BrokerGoesOn() => SendAsync(2000);

    [Fact]
    [Trait("Category", "Long")]
    public Task Socket_AHundredThousandMutatedFrames_BrokerGoesOnAndMemoryStaysFlat() => SendAsync(100_000);

    [Fact]
    public void Decompressors_RandomAndMutatedInput_EndInResultOrRefusal()
    {
        var random = new Random(_seed);
        for (var i = 0; i < 50_000; i++)
        {
            var bytes = new byte[random.Next(1, 300)];
            random.NextBytes(bytes);
            if (i % 2 == 0)
            {
                // Past the magic, so that what lies behind it is reached.
                ((byte[])[0x04, 0x22, 0x4D, 0x18, 0x60, 0x40, 0x82, (byte)random.Next(64), 0, 0, 0]).AsSpan(0, Math.Min(11, bytes.Length)).CopyTo(bytes);
            }

            foreach (var codec in new[] { 1, 2, 3, 4 })
            {
                try
                {
                    Assert.True(BatchCodec.Unpack(codec, bytes) is not { } unpacked || unpacked.Length <= BatchCodec.MaxUnpacked);
                }
                catch (Exception e) when (e is InvalidDataException or OverflowException)
                {
                    // Refused.
                }
            }
        }
    }

    private async Task DecodeAsync(int frames)
    {
        var random = new Random(_seed);
        var directory = Directory.CreateTempSubdirectory("eventai-kafka-").FullName;
        await using (var state = new BrokerState(new KafkaOptions { Data = directory }, TimeProvider.System, output.WriteLine))
        {
            var apis = new ApiRegistry(state).All;
            var reader = new WireReader();
            var flat = new FlatMemory();
            for (var i = 0; i < frames; i++)
            {
                var api = apis[random.Next(apis.Count)];
                var version = (short)random.Next(api.MinVersion, api.MaxVersion + 1);
                var frame = Mutate(random, Frame(random, api, version))[4..];
                try
                {
                    reader.Reset(frame);
                    var header = new RequestHeader();
                    reader.Message(header, 0, flexible: false);
                    header.ReadRest(reader, api.IsFlexible(version));
                    reader.Message(api.NewMessages().First(), version, api.IsFlexible(version));
                }
                catch (WireFormatException)
                {
                    // Refused.
                }

                flat.Look(i, frames);
            }
        }

        Directory.Delete(directory, recursive: true);
    }

    private async Task SendAsync(int frames)
    {
        var random = new Random(_seed);
        var directory = Directory.CreateTempSubdirectory("eventai-kafka-").FullName;
        await using var state = new BrokerState(new KafkaOptions { Data = directory }, TimeProvider.System, output.WriteLine);

        // A join may rightly be parked for minutes; everything else answers or closes.
        var apis = new ApiRegistry(state).All.Where(a => a.Key is not (ApiKey.JoinGroup or ApiKey.SyncGroup or ApiKey.Fetch)).ToList();
        var flat = new FlatMemory();
        var address = _broker.BootstrapServers.Split(':');
        for (var sent = 0; sent < frames;)
        {
            using var client = new TcpClient { NoDelay = true };
            await client.ConnectAsync(address[0], int.Parse(address[1])).WaitAsync(KafkaServer.Deadline);
            var stream = client.GetStream();
            for (var i = 0; i < 4 && sent < frames; i++, sent++)
            {
                var api = apis[random.Next(apis.Count)];
                var frame = Mutate(random, Frame(random, api, (short)random.Next(api.MinVersion, api.MaxVersion + 1)));
                try
                {
                    await stream.WriteAsync(frame);
                    while (client.Available > 0)
                    {
                        _ = await stream.ReadAsync(new byte[client.Available]);
                    }
                }
                catch (IOException)
                {
                    break;
                }
            }

            await DrainAsync(client, stream);
            flat.Look(sent, frames);
        }

        using var last = await RawClient.ConnectAsync(_broker.BootstrapServers);
        Assert.NotEmpty((await last.AskAsync<ApiVersions.Response>(ApiKey.ApiVersions, 0, false, new ApiVersions.Request())).Keys);
    }

    /// <summary>Says that nothing more comes and waits until the broker has handled everything and closes: one that hangs fails here.</summary>
    private static async Task DrainAsync(TcpClient client, NetworkStream stream)
    {
        try
        {
            client.Client.Shutdown(SocketShutdown.Send);
            var buffer = new byte[64 * 1024];
            while (await stream.ReadAsync(buffer).AsTask().WaitAsync(KafkaServer.Deadline) > 0)
            {
            }
        }
        catch (Exception e) when (e is IOException or SocketException)
        {
            // Closed by the broker before: it refused a frame.
        }
    }

    private static byte[] Frame(Random random, KafkaApi api, short version)
    {
        var request = api.NewMessages().First();
        new RandomFields(random, version, api.IsFlexible(version)).Struct(request);
        return RawClient.Frame(api.Key, version, api.IsFlexible(version), request, random.Next());
    }

    private static byte[] Mutate(Random random, byte[] frame)
    {
        for (var changes = random.Next(6); changes > 0; changes--)
        {
            var at = random.Next(12, frame.Length);
            switch (random.Next(4))
            {
                case 0:
                    frame[at] ^= (byte)(1 << random.Next(8));
                    break;
                case 1:
                    frame[at] = (byte)(random.Next(2) * 255);
                    break;
                case 2 when at + 4 < frame.Length:
                    BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(at), random.Next(int.MinValue, int.MaxValue));
                    break;
                default:
                    frame = [.. frame[..at], .. frame[Math.Min(frame.Length, at + random.Next(8))..], .. new byte[1]];
                    break;
            }
        }

        BinaryPrimitives.WriteInt32BigEndian(frame, frame.Length - 4);
        return frame;
    }

    /// <summary>What is alive after a tenth of the work and at its end must be about the same.</summary>
    private sealed class FlatMemory
    {
        private const long Tolerance = 64 * 1024 * 1024;
        private long _early = -1;
        private bool _done;

        public void Look(int done, int all)
        {
            if (_early < 0 && done >= all / 10)
            {
                _early = GC.GetTotalMemory(forceFullCollection: true);
            }
            else if (!_done && done >= all - 5)
            {
                _done = true;
                Assert.InRange(GC.GetTotalMemory(forceFullCollection: true), 0, _early + Tolerance);
            }
        }
    }
}
