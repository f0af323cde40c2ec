using System.Net;
using System.Text;
using EventAi.Emulators.Qdrant;
using Grpc.Core;
using Qdrant.Client;

namespace EventAi.Emulators.Tests.Qdrant;

public sealed class FaultTests : IAsyncLifetime
{
    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("eventai-qdrant-");
    private QdrantServer _server = null!;
    private QdrantClient _client = null!;
    private HttpClient _http = null!;

    public async Task InitializeAsync()
    {
        _server = await QdrantServer.StartAsync(new QdrantOptions { GrpcPort = 0, RestPort = 0, Data = _data.FullName, Faults = true, ApiKey = "write", ReadOnlyApiKey = "read" });
        _client = new QdrantClient(_server.GrpcAddress, apiKey: "write");
        _http = new HttpClient { BaseAddress = _server.RestAddress };
        _http.DefaultRequestHeaders.Add("api-key", "write");
    }

    public async Task DisposeAsync()
    {
        _client.Dispose();
        _http.Dispose();
        await _server.DisposeAsync();
        _data.Delete(recursive: true);
    }

    [Fact]
    public async Task Fault_WithAStatus_HappensAsOftenAsAsked()
    {
        await AddAsync("""{"path":"collections","status":503,"count":2}""");
        using (var refused = await _http.GetAsync("/collections"))
        {
            Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
        }
        Assert.Equal(StatusCode.Unavailable, (await Assert.ThrowsAsync<RpcException>(() => _client.ListCollectionsAsync())).StatusCode);
        Assert.Empty(await _client.ListCollectionsAsync());
    }

    [Fact]
    public async Task Fault_ThatDrops_EndsTheConnection()
    {
        await AddAsync("""{"path":"/collections","drop":true}""");
        await Assert.ThrowsAsync<HttpRequestException>(() => _http.GetAsync("/collections"));
        using var response = await _http.GetAsync("/collections");
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"status":200}""")]
    [InlineData("{bad")]
    public async Task Fault_ThatIsNone_IsRefused(string fault)
    {
        using var response = await _http.PostAsync("/admin/faults", new StringContent(fault, Encoding.UTF8, "application/json"));
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal("[]", await _http.GetStringAsync("/admin/faults"));
    }

    [Fact]
    public async Task ReadOnlyKey_ReadsAndDoesNotWrite()
    {
        using var reader = new QdrantClient(_server.GrpcAddress, apiKey: "read");
        Assert.Empty(await reader.ListCollectionsAsync());
        Assert.Equal(StatusCode.PermissionDenied, (await Assert.ThrowsAsync<RpcException>(() => reader.DeleteCollectionAsync("any"))).StatusCode);
        using var http = new HttpClient { BaseAddress = _server.RestAddress };
        http.DefaultRequestHeaders.Add("api-key", "read");
        using var listed = await http.GetAsync("/collections");
        Assert.Equal(HttpStatusCode.OK, listed.StatusCode);
        using var deleted = await http.DeleteAsync("/collections/any");
        Assert.Equal(HttpStatusCode.Forbidden, deleted.StatusCode);
    }

    private async Task AddAsync(string fault)
    {
        using var response = await _http.PostAsync("/admin/faults", new StringContent(fault, Encoding.UTF8, "application/json"));
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }
}
