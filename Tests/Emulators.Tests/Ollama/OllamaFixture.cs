using System.Text.Json;
using EventAi.Emulators.Ollama;
using EventAi.Emulators.Ollama.UseLite;

namespace EventAi.Emulators.Tests.Ollama;

/// <summary>
/// One server and one model for all these tests. They need the weights: where those are missing, every test fails with the line
/// that says which command fetches them.
/// </summary>
public sealed class OllamaFixture : IAsyncLifetime
{
    public static TimeSpan Deadline { get; } = TimeSpan.FromSeconds(60);

    public OllamaServer Server { get; private set; } = null!;

    public UseLiteModel Model { get; private set; } = null!;

    public HttpClient Http { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        Server = await OllamaServer.StartAsync(new OllamaOptions { MaxInputs = 300, MaxInputLength = 100_000, MaxRequestBytes = 2 << 20 });
        Model = UseLiteModel.Load(new OllamaOptions().UseLiteFolder(Environment.CurrentDirectory));
        Http = new HttpClient { BaseAddress = Server.Address, Timeout = Deadline };
    }

    public async Task DisposeAsync()
    {
        Http?.Dispose();
        if (Server is not null)
        {
            await Server.DisposeAsync();
        }
    }

    internal static T Data<T>(string name)
        => JsonSerializer.Deserialize<T>(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Ollama", "Data", name)), JsonSerializerOptions.Web)!;
}

[CollectionDefinition(Name)]
public sealed class OllamaCollection : ICollectionFixture<OllamaFixture>
{
    public const string Name = "Ollama";
}
