// Stands in for OllamaSharp 5.4.25: the subset the application uses, the same names and behaviour, Ollama's HTTP API on the wire.
using OllamaSharp.Models;
using OllamaSharp.Models.Chat;

namespace OllamaSharp;

public interface IOllamaApiClient
{
    Uri Uri { get; }

    string SelectedModel { get; set; }

    IAsyncEnumerable<ChatResponseStream?> ChatAsync(ChatRequest request, CancellationToken cancellationToken = default);

    Task<EmbedResponse> EmbedAsync(EmbedRequest request, CancellationToken cancellationToken = default);

    Task<IEnumerable<Model>> ListLocalModelsAsync(CancellationToken cancellationToken = default);

    Task<bool> IsRunningAsync(CancellationToken cancellationToken = default);

    Task<string> GetVersionAsync(CancellationToken cancellationToken = default);
}

public static class OllamaApiClientExtensions
{
    public static Task<EmbedResponse> EmbedAsync(this IOllamaApiClient client, string input, CancellationToken cancellationToken = default)
        => client.EmbedAsync(new EmbedRequest { Model = client.SelectedModel, Input = [input] }, cancellationToken);
}
