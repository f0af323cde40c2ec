using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using EventAi.Emulators.Kafka;
using EventAi.FraudScoring;

namespace EventAi.FraudPipelines;

/// <summary>
/// The fraud pipeline alone, as it is run: a broker, the machine's redis-server and fraud-scoring, each a process of its own on free ports, with
/// data in a temporary folder.
/// </summary>
public sealed class FraudPipeline : IAsyncDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("eventai-fraud-");
    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(2) };

    private FraudPipeline(string policy, string? aws)
    {
        var (kafka, kafkaHttp, redis, scoring) = (FreePort(), FreePort(), FreePort(), FreePort());
        KafkaAddress = $"127.0.0.1:{kafka}";
        RedisAddress = $"127.0.0.1:{redis}";
        Service = new Uri($"http://127.0.0.1:{scoring}");
        Directory.CreateDirectory(Path.Combine(_folder.FullName, "redis"));
        Broker = new StackProcess(
            "kafka",
            new ProcessStartInfo("dotnet", ["exec", typeof(KafkaBroker).Assembly.Location, "--port", $"{kafka}", "--data", Path.Combine(_folder.FullName, "kafka")]) { Environment = { ["HTTP_PORTS"] = $"{kafkaHttp}" } },
            _folder.FullName,
            () => AnswersAsync(kafka));
        Redis = new StackProcess(
            "redis",
            new ProcessStartInfo("redis-server", ["--bind", "127.0.0.1", "--appendonly", "yes", "--save", "", "--port", $"{redis}", "--dir", Path.Combine(_folder.FullName, "redis")]),
            _folder.FullName,
            () => PongsAsync(redis));
        Scoring = new StackProcess(
            "fraud-scoring",
            new ProcessStartInfo("dotnet", ["exec", typeof(FraudScoringHandler).Assembly.Location])
            {
                Environment =
                {
                    ["ASPNETCORE_URLS"] = Service.ToString(),
                    ["ConnectionStrings__kafka"] = KafkaAddress,
                    ["ConnectionStrings__redis"] = RedisAddress,
                    ["ConnectionStrings__aws"] = aws ?? "",
                    ["FraudScoring__Policy"] = Path.GetFullPath(policy),
                    ["OTEL_SERVICE_NAME"] = "fraud-scoring",
                    ["Logging__LogLevel__Default"] = "Warning",
                },
            },
            _folder.FullName,
            HealthyAsync);
    }

    public StackProcess Broker { get; }

    public StackProcess Redis { get; }

    public StackProcess Scoring { get; }

    public string KafkaAddress { get; }

    public string RedisAddress { get; }

    /// <summary>Base address of fraud-scoring.</summary>
    public Uri Service { get; }

    /// <param name="policy">Policy file; its models are looked for beside it.</param>
    /// <param name="aws">Endpoint of the relay; none where null.</param>
    public static async Task<FraudPipeline> StartAsync(string policy, string? aws = null)
    {
        var pipeline = new FraudPipeline(policy, aws);
        try
        {
            await Task.WhenAll(pipeline.Broker.StartAsync(), pipeline.Redis.StartAsync());
            await pipeline.Scoring.StartAsync();
            return pipeline;
        }
        catch
        {
            await pipeline.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Scoring.DisposeAsync();
        await Broker.DisposeAsync();
        await Redis.DisposeAsync();
        _http.Dispose();
        _folder.Delete(recursive: true);
    }

    private async Task<bool> HealthyAsync()
    {
        try
        {
            using var response = await _http.GetAsync(new Uri(Service, "/health"));
            return response.IsSuccessStatusCode;
        }
        catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException)
        {
            return false;
        }
    }

    private static async Task<bool> AnswersAsync(int port)
    {
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(IPAddress.Loopback, port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    /// <summary>A server that is still loading its file listens already, and answers otherwise.</summary>
    private static async Task<bool> PongsAsync(int port)
    {
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(IPAddress.Loopback, port);
            await client.GetStream().WriteAsync("PING\r\n"u8.ToArray());
            using var reader = new StreamReader(client.GetStream(), Encoding.ASCII);
            return await reader.ReadLineAsync() == "+PONG";
        }
        catch (Exception exception) when (exception is SocketException or IOException)
        {
            return false;
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
