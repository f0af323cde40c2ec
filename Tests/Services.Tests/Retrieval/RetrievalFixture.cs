using EventAi.Contracts;
using EventAi.Emulators.Ollama;
using EventAi.Emulators.Qdrant;
using EventAi.Retrieval;
using EventAi.Support;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Qdrant.Client;

namespace EventAi.Services.Tests.Retrieval;

/// <summary>The retrieval service over real sockets, with a vector store, a model server, a redis-server and a broker of its own.</summary>
public sealed class RetrievalFixture : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly TemporaryFolder _folder = new();
    private QdrantServer _store = null!;
    private OllamaServer _models = null!;
    private Broker _broker = null!;
    private WebApplicationFactory<RetrievalOptions> _factory = null!;

    public RedisServer Redis { get; private set; } = null!;

    public Broker Broker => _broker;

    public HttpClient Http { get; private set; } = null!;

    public TestIndex Index { get; private set; } = null!;

    /// <summary>Stands before the model server: tests may answer in its place.</summary>
    public ScriptedChat Chat { get; } = new();

    public IServiceProvider Services => _factory.Services;

    public async Task InitializeAsync()
    {
        _store = await QdrantServer.StartAsync(new QdrantOptions { GrpcPort = 0, RestPort = 0, Data = _folder.Path, FlushSeconds = 60 });
        _models = await OllamaServer.StartAsync(new OllamaOptions());
        Redis = await RedisServer.StartAsync();
        _broker = await Broker.StartAsync();
        _factory = new WebApplicationFactory<RetrievalOptions>().WithWebHostBuilder(host =>
        {
            host.UseSetting("ConnectionStrings:qdrant", $"Endpoint={_store.GrpcAddress}");
            host.UseSetting("ConnectionStrings:ollama", $"Endpoint={_models.Address}");
            host.UseSetting("ConnectionStrings:redis", Redis.ConnectionString);
            host.UseSetting("ConnectionStrings:kafka", _broker.BootstrapServers);
            host.UseSetting("Conversations:Patience", "00:00:10");
            host.ConfigureServices(services => services.AddSingleton<IChatClient>(provider => Chat.Before(Generator.Chat(_models.Address))));
        });
        _factory.UseKestrel(0);
        _factory.StartServer();
        Http = _factory.CreateClient();
        Http.Timeout = Patience;
        Index = new TestIndex(new QdrantClient(_store.GrpcAddress), Generator.Embeddings(_models.Address));
        await Eventually.HoldsAsync(Patience, async () => (await Http.GetAsync("/health")).IsSuccessStatusCode, () => "The service is not healthy.");
    }

    /// <summary>Says that a document was indexed, as the embedding service does.</summary>
    public Task SayIndexedAsync(string document, long version = 1) => Publisher.PublishAsync(new DocumentIndexed
    {
        EventId = Guid.NewGuid(),
        Timestamp = TimeProvider.System.GetUtcNow(),
        DocumentId = document,
        Version = version,
        Chunks = 1,
        ModelId = "use-lite",
        ModelVersion = "1",
    });

    public Task SayDeletedAsync(string document, long version = 1) => Publisher.PublishAsync(new DocumentDeleted
    {
        EventId = Guid.NewGuid(),
        Timestamp = TimeProvider.System.GetUtcNow(),
        DocumentId = document,
        Version = version,
    });

    public async Task DisposeAsync()
    {
        Http?.Dispose();
        if (_factory is not null)
        {
            await _factory.DisposeAsync();
        }
        foreach (var server in new IAsyncDisposable?[] { _broker, Redis, _models, _store })
        {
            await (server?.DisposeAsync() ?? ValueTask.CompletedTask);
        }
        _folder.Dispose();
    }

    private ServiceDefaults.Kafka.IEventPublisher Publisher => _factory.Services.GetRequiredService<ServiceDefaults.Kafka.IEventPublisher>();
}
