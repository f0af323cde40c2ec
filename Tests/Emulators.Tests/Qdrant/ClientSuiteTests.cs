using EventAi.Emulators.Qdrant;

namespace EventAi.Emulators.Tests.Qdrant;

/// <summary>The suites in clients/, each written with one of the vendor's JavaScript clients, against a server of their own.</summary>
public sealed class ClientSuiteTests : IAsyncLifetime
{
    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("eventai-qdrant-");
    private QdrantServer _server = null!;

    public async Task InitializeAsync()
        => _server = await QdrantServer.StartAsync(new QdrantOptions { GrpcPort = 0, RestPort = 0, Data = _data.FullName });

    public async Task DisposeAsync()
    {
        await _server.DisposeAsync();
        _data.Delete(recursive: true);
    }

    [ToolFact("npm")]
    public Task Rest() => Suite().PassNodeAsync("rest.mjs");

    [ToolFact("npm")]
    public Task Grpc() => Suite().PassNodeAsync("grpc.mjs");

    private ClientSuite Suite() => new("Qdrant", new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["EVENTAI_QDRANT_REST"] = _server.RestAddress.ToString().TrimEnd('/'),
        ["EVENTAI_QDRANT_GRPC"] = _server.GrpcAddress.ToString().TrimEnd('/'),
    });
}
