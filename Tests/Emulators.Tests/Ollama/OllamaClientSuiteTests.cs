namespace EventAi.Emulators.Tests.Ollama;

/// <summary>The suites in clients/, each written with a vendor's own client, as programs of their own against the server under test.</summary>
public sealed class OllamaClientSuiteTests : IAsyncLifetime
{
    private EventAi.Emulators.Ollama.OllamaServer server = null!;

    public async Task InitializeAsync() => server = await EventAi.Emulators.Ollama.OllamaServer.StartAsync(new());

    public async Task DisposeAsync() => await server.DisposeAsync();

    [ToolFact("npm")]
    public Task Ollama() => Suite().PassNodeAsync("ollama.mjs");

    [ToolFact("npm")]
    public Task OpenAi() => Suite().PassNodeAsync("openai.mjs");

    private ClientSuite Suite() => new("Ollama", new Dictionary<string, string>(StringComparer.Ordinal) { ["EVENTAI_OLLAMA"] = server.Address.AbsoluteUri.TrimEnd('/') });
}
