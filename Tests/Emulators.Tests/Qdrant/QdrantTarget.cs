using EventAi.Emulators.Qdrant;
using Qdrant.Client;
using Qdrant.Client.Grpc;

namespace EventAi.Emulators.Tests.Qdrant;

/// <summary>The server under test: the emulator in this process, or a real one at <c>EVENTAI_QDRANT=host:port</c> (gRPC).</summary>
public sealed class QdrantTarget : IAsyncLifetime
{
    private readonly List<string> _collections = [];
    private QdrantServer? _server;
    private DirectoryInfo? _data;

    public QdrantClient Client { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        if (Environment.GetEnvironmentVariable("EVENTAI_QDRANT") is { Length: > 0 } address)
        {
            Client = new QdrantClient(new Uri($"http://{address}"), grpcTimeout: TimeSpan.FromSeconds(30));
            return;
        }
        _data = Directory.CreateTempSubdirectory("eventai-qdrant-");
        _server = await QdrantServer.StartAsync(new QdrantOptions { GrpcPort = 0, RestPort = 0, Data = _data.FullName });
        Client = new QdrantClient(_server.GrpcAddress, grpcTimeout: TimeSpan.FromSeconds(30));
    }

    /// <summary>A new collection with one unnamed vector; deleted when the tests of the class are done.</summary>
    public async Task<string> CreateAsync(ulong size, Distance distance = Distance.Dot)
    {
        var name = NewName();
        await Client.CreateCollectionAsync(name, new VectorParams { Size = size, Distance = distance });
        return name;
    }

    public string NewName()
    {
        var name = $"tests-{Guid.NewGuid():N}";
        lock (_collections)
        {
            _collections.Add(name);
        }
        return name;
    }

    public async Task DisposeAsync()
    {
        foreach (var collection in _collections)
        {
            if (await Client.CollectionExistsAsync(collection))
            {
                await Client.DeleteCollectionAsync(collection);
            }
        }
        Client.Dispose();
        if (_server is not null)
        {
            await _server.DisposeAsync();
            _data!.Delete(recursive: true);
        }
    }
}
