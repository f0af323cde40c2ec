using System.Net;
using System.Net.Http.Headers;
using EventAi.Emulators.Qdrant;
using Grpc.Core;
using Qdrant.Client;
using Qdrant.Client.Grpc;

namespace EventAi.Emulators.Tests.Qdrant;

/// <summary>What a client of the official kind never sends, and what stands around the calls: keys, deadlines, health.</summary>
public sealed class TransportTests : IAsyncLifetime
{
    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("eventai-qdrant-");
    private QdrantServer _server = null!;

    public async Task InitializeAsync()
        => _server = await QdrantServer.StartAsync(new QdrantOptions { GrpcPort = 0, RestPort = 0, Data = _data.FullName, ApiKey = "secret" });

    public static TheoryData<string, byte[], StatusCode> Frames => new()
    {
        { "empty", [], StatusCode.Internal },
        { "cut in the prefix", [0, 0, 0], StatusCode.Internal },
        { "cut in the message", [0, 0, 0, 0, 9, 10, 1], StatusCode.Internal },
        { "compressed", [1, 0, 0, 0, 0], StatusCode.Unimplemented },
        { "announces 4 GB", [0, 255, 255, 255, 255], StatusCode.ResourceExhausted },
        { "not protobuf", [0, 0, 0, 0, 3, 255, 255, 255], StatusCode.Internal },
    };

    [Theory]
    [MemberData(nameof(Frames))]
    public async Task Frame_ThatIsMalformed_EndsTheCallWithItsStatusAndNotTheServer(string what, byte[] frame, StatusCode expected)
    {
        _ = what;
        using var http = Http();
        Assert.Equal(expected, await CallAsync(http, "/qdrant.Collections/Get", frame));
        Assert.Equal(StatusCode.OK, await CallAsync(http, "/qdrant.Collections/List", [0, 0, 0, 0, 0]));
    }

    [Fact]
    public async Task Frames_OfRandomBytes_NeverStopTheServer()
    {
        using var http = Http();
        var random = new Seeded(11);
        string[] methods = ["Points/Upsert", "Points/Query", "Points/Scroll", "Points/Delete", "Collections/Create", "Points/SetPayload", "Points/CreateFieldIndex"];
        for (var i = 0; i < 300; i++)
        {
            byte[] body = [.. Enumerable.Range(0, random.Next(60)).Select(_ => (byte)random.Next(256))];
            var status = await CallAsync(http, $"/qdrant.{random.Pick(methods)}", [0, 0, 0, 0, (byte)body.Length, .. body]);
            Assert.True(status is StatusCode.Internal or StatusCode.InvalidArgument or StatusCode.NotFound or StatusCode.Unimplemented, status.ToString());
        }
        Assert.Equal(StatusCode.OK, await CallAsync(http, "/qdrant.Collections/List", [0, 0, 0, 0, 0]));
    }

    [Fact]
    public async Task Method_ThatIsUnknown_Unimplemented()
    {
        using var http = Http();
        Assert.Equal(StatusCode.Unimplemented, await CallAsync(http, "/qdrant.Points/Teleport", [0, 0, 0, 0, 0]));
        Assert.Equal(StatusCode.Unimplemented, await CallAsync(http, "/some.Other/Service", [0, 0, 0, 0, 0]));
    }

    [Fact]
    public async Task Feature_ThatIsNotEmulated_UnimplementedAndNeverSilentlyDone()
    {
        using var client = new QdrantClient(_server.GrpcAddress, apiKey: "secret");
        await client.CreateCollectionAsync("c", new VectorParams { Size = 1, Distance = Distance.Dot });
        var quantized = new VectorParams { Size = 1, Distance = Distance.Dot, Datatype = Datatype.Turbo4 };
        await RefusedAsync(() => client.CreateCollectionAsync("d", quantized));
        await RefusedAsync(() => client.CreateCollectionAsync("e", new VectorParams { Size = 1, Distance = Distance.Dot }, shardingMethod: ShardingMethod.Custom));
        var feedback = new Query { RelevanceFeedback = new RelevanceFeedbackInput { Target = new[] { 1f } } };
        await RefusedAsync(() => client.QueryAsync("c", feedback));
        Assert.Equal(0UL, await client.CountAsync("c"));

        static async Task RefusedAsync(Func<Task> call)
            => Assert.Equal(StatusCode.Unimplemented, (await Assert.ThrowsAsync<RpcException>(call)).StatusCode);
    }

    [Fact]
    public async Task ApiKey_MissingOrWrong_Unauthenticated()
    {
        using var none = new QdrantClient(_server.GrpcAddress);
        var error = await Assert.ThrowsAsync<RpcException>(() => none.ListCollectionsAsync());
        Assert.Equal(StatusCode.Unauthenticated, error.StatusCode);
        Assert.Equal("Must provide an API key or an Authorization bearer token", error.Status.Detail);
        using var wrong = new QdrantClient(_server.GrpcAddress, apiKey: "guess");
        error = await Assert.ThrowsAsync<RpcException>(() => wrong.ListCollectionsAsync());
        Assert.Equal("Invalid API key or JWT", error.Status.Detail);
        Assert.NotEmpty((await none.HealthAsync()).Version);
        using var right = new QdrantClient(_server.GrpcAddress, apiKey: "secret");
        Assert.Empty(await right.ListCollectionsAsync());
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/healthz")]
    [InlineData("/readyz")]
    [InlineData("/livez")]
    [InlineData("/health")]
    [InlineData("/alive")]
    public async Task Health_OverRest_NeedsNoKey(string path)
    {
        using var http = new HttpClient { BaseAddress = _server.RestAddress };
        using var response = await http.GetAsync(path);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public async Task Client_WithoutAServer_Unavailable()
    {
        using var client = new QdrantClient("127.0.0.1", 1);
        var error = await Assert.ThrowsAsync<RpcException>(() => client.ListCollectionsAsync());
        Assert.Equal(StatusCode.Unavailable, error.StatusCode);
    }

    [Fact]
    public async Task Client_CancelledOrLate_SaysWhich()
    {
        using var listener = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0); // accepts and never answers
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        using var late = new QdrantClient("127.0.0.1", port, grpcTimeout: TimeSpan.FromMilliseconds(50));
        Assert.Equal(StatusCode.DeadlineExceeded, (await Assert.ThrowsAsync<RpcException>(() => late.ListCollectionsAsync())).StatusCode);
        using var cancel = new CancellationTokenSource(TimeSpan.FromMilliseconds(50));
        using var cancelled = new QdrantClient("127.0.0.1", port);
        Assert.Equal(StatusCode.Cancelled, (await Assert.ThrowsAsync<RpcException>(() => cancelled.ListCollectionsAsync(cancel.Token))).StatusCode);
    }

    public async Task DisposeAsync()
    {
        await _server.DisposeAsync();
        _data.Delete(recursive: true);
    }

    private HttpClient Http()
    {
        var http = new HttpClient
        {
            BaseAddress = _server.GrpcAddress,
            DefaultRequestVersion = HttpVersion.Version20,
            DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Timeout = TimeSpan.FromSeconds(30),
        };
        http.DefaultRequestHeaders.Add("api-key", "secret");
        return http;
    }

    private static async Task<StatusCode> CallAsync(HttpClient http, string method, byte[] frame)
    {
        using var content = new ByteArrayContent(frame);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/grpc");
        using var response = await http.PostAsync(method, content);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        var values = response.TrailingHeaders.TryGetValues("grpc-status", out var trailers) ? trailers : response.Headers.GetValues("grpc-status");
        return (StatusCode)int.Parse(values.Single());
    }
}
