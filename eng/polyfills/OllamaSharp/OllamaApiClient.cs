// Stands in for OllamaSharp 5.4.25: the subset the application uses, the same names and behaviour, Ollama's HTTP API on the wire.
using System.Net;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.Extensions.AI;
using OllamaSharp.Models;
using OllamaSharp.Models.Chat;
using OllamaSharp.Models.Exceptions;

namespace OllamaSharp;

/// <summary>A client of Ollama's HTTP API, usable as chat client and as embedding generator.</summary>
public class OllamaApiClient : IOllamaApiClient, IChatClient, IEmbeddingGenerator<string, Embedding<float>>
{
    private readonly HttpClient http;
    private readonly bool ownsHttp;

    public OllamaApiClient(string uriString, string defaultModel = "")
        : this(new Uri(uriString), defaultModel)
    {
    }

    public OllamaApiClient(Uri uri, string defaultModel = "")
        : this(new Configuration { Uri = uri, Model = defaultModel })
    {
    }

    public OllamaApiClient(Configuration config)
        : this(new HttpClient { BaseAddress = config.Uri }, config.Model, config.JsonSerializerContext)
        => ownsHttp = true;

    public OllamaApiClient(HttpClient client, string defaultModel = "", JsonSerializerContext? jsonSerializerContext = null)
    {
        ArgumentNullException.ThrowIfNull(client);
        http = client;
        Config = new Configuration
        {
            Uri = client.BaseAddress ?? throw new InvalidOperationException("The HttpClient has no base address."),
            Model = defaultModel,
            JsonSerializerContext = jsonSerializerContext,
        };
        SelectedModel = defaultModel;
        OutgoingJsonSerializerOptions = new JsonSerializerOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
        IncomingJsonSerializerOptions = new JsonSerializerOptions();
        if (jsonSerializerContext is not null)
        {
            OutgoingJsonSerializerOptions.TypeInfoResolver = jsonSerializerContext;
            IncomingJsonSerializerOptions.TypeInfoResolver = jsonSerializerContext;
        }
    }

    public Dictionary<string, string> DefaultRequestHeaders { get; } = [];

    public JsonSerializerOptions OutgoingJsonSerializerOptions { get; }

    public JsonSerializerOptions IncomingJsonSerializerOptions { get; }

    public Configuration Config { get; }

    public Uri Uri => http.BaseAddress!;

    public string SelectedModel { get; set; }

    public async Task<IEnumerable<Model>> ListLocalModelsAsync(CancellationToken cancellationToken = default)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "api/tags");
        return (await ReadAsync<ListModelsResponse>(request, null, cancellationToken)).Models;
    }

    public async Task<string> GetVersionAsync(CancellationToken cancellationToken = default)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "api/version");
        var answer = await ReadAsync<JsonElement>(request, null, cancellationToken);
        return answer.TryGetProperty("version", out var version) ? version.ToString() : string.Empty;
    }

    public async Task<bool> IsRunningAsync(CancellationToken cancellationToken = default)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, string.Empty);
        using var response = await SendToOllamaAsync(request, null, HttpCompletionOption.ResponseContentRead, cancellationToken);
        return !string.IsNullOrWhiteSpace(await response.Content.ReadAsStringAsync(cancellationToken));
    }

    public async Task<EmbedResponse> EmbedAsync(EmbedRequest request, CancellationToken cancellationToken = default)
    {
        if (string.IsNullOrEmpty(request.Model))
        {
            request.Model = SelectedModel;
        }

        using var message = Post("api/embed", request);
        return await ReadAsync<EmbedResponse>(message, request, cancellationToken);
    }

    public async IAsyncEnumerable<ChatResponseStream?> ChatAsync(
        ChatRequest request, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        if (string.IsNullOrEmpty(request.Model))
        {
            request.Model = SelectedModel;
        }

        using var message = Post("api/chat", request);
        var completion = request.Stream ? HttpCompletionOption.ResponseHeadersRead : HttpCompletionOption.ResponseContentRead;
        using var response = await SendToOllamaAsync(message, request, completion, cancellationToken);
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(cancellationToken));
        while (await reader.ReadLineAsync(cancellationToken) is { } line)
        {
            var part = JsonSerializer.Deserialize<ChatResponseStream>(line, IncomingJsonSerializerOptions);
            yield return part is { Done: true } ? JsonSerializer.Deserialize<ChatDoneResponseStream>(line, IncomingJsonSerializerOptions) : part;
        }
    }

    async Task<ChatResponse> IChatClient.GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options, CancellationToken cancellationToken)
    {
        var request = AbstractionMapping.ToChatRequest(this, messages, options, stream: false);
        var text = new StringBuilder();
        ChatDoneResponseStream? done = null;
        await foreach (var part in ChatAsync(request, cancellationToken))
        {
            text.Append(part?.Message?.Content);
            done = part as ChatDoneResponseStream ?? done;
        }

        return done is null ? new ChatResponse([]) : AbstractionMapping.ToChatResponse(done, text.ToString());
    }

    async IAsyncEnumerable<ChatResponseUpdate> IChatClient.GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var request = AbstractionMapping.ToChatRequest(this, messages, options, stream: true);
        var responseId = Guid.NewGuid().ToString("N");
        await foreach (var part in ChatAsync(request, cancellationToken))
        {
            yield return AbstractionMapping.ToUpdate(part, responseId);
        }
    }

    async Task<GeneratedEmbeddings<Embedding<float>>> IEmbeddingGenerator<string, Embedding<float>>.GenerateAsync(
        IEnumerable<string> values, EmbeddingGenerationOptions? options, CancellationToken cancellationToken)
    {
        var request = AbstractionMapping.ToEmbedRequest(values, options);
        var response = await EmbedAsync(request, cancellationToken);
        return AbstractionMapping.ToEmbeddings(request, response);
    }

    object? IChatClient.GetService(Type serviceType, object? serviceKey)
        => serviceKey is not null ? null
            : serviceType == typeof(ChatClientMetadata) ? new ChatClientMetadata("ollama", Uri, SelectedModel)
            : serviceType?.IsInstanceOfType(this) is true ? this : null;

    object? IEmbeddingGenerator.GetService(Type serviceType, object? serviceKey)
        => serviceKey is not null ? null
            : serviceType == typeof(EmbeddingGeneratorMetadata) ? new EmbeddingGeneratorMetadata("ollama", Uri, SelectedModel)
            : serviceType?.IsInstanceOfType(this) is true ? this : null;

    public void Dispose()
    {
        GC.SuppressFinalize(this);
        if (ownsHttp)
        {
            http.Dispose();
        }
    }

    protected virtual async Task<HttpResponseMessage> SendToOllamaAsync(
        HttpRequestMessage requestMessage, OllamaRequest? ollamaRequest, HttpCompletionOption completionOption, CancellationToken cancellationToken)
    {
        foreach (var (name, value) in DefaultRequestHeaders.Concat(ollamaRequest?.CustomHeaders ?? []))
        {
            requestMessage.Headers.Remove(name);
            requestMessage.Headers.Add(name, value);
        }

        var response = await http.SendAsync(requestMessage, completionOption, cancellationToken);
        try
        {
            await ThrowOnErrorAsync(response, cancellationToken);
            return response;
        }
        catch
        {
            response.Dispose();
            throw;
        }
    }

    /// <summary>400 is an <see cref="OllamaException"/> with the server's words; any other failure an <see cref="HttpRequestException"/>.</summary>
    private static async Task ThrowOnErrorAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        if (response.StatusCode == HttpStatusCode.BadRequest)
        {
            var body = await response.Content.ReadAsStringAsync(cancellationToken);
            var message = ErrorOf(body) ?? body;
            throw message.Contains("does not support tools", StringComparison.Ordinal)
                ? new ModelDoesNotSupportToolsException(message)
                : new OllamaException(message);
        }

        response.EnsureSuccessStatusCode();
    }

    private static string? ErrorOf(string body)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            return json.RootElement.ValueKind == JsonValueKind.Object && json.RootElement.TryGetProperty("error", out var error) ? error.GetString() : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private HttpRequestMessage Post<TRequest>(string endpoint, TRequest request)
        => new(HttpMethod.Post, endpoint)
        {
            Content = new StringContent(JsonSerializer.Serialize(request, OutgoingJsonSerializerOptions), Encoding.UTF8, "application/json"),
        };

    private async Task<TResponse> ReadAsync<TResponse>(HttpRequestMessage message, OllamaRequest? request, CancellationToken cancellationToken)
    {
        using var response = await SendToOllamaAsync(message, request, HttpCompletionOption.ResponseContentRead, cancellationToken);
        using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
        return (await JsonSerializer.DeserializeAsync<TResponse>(stream, IncomingJsonSerializerOptions, cancellationToken))!;
    }

    public class Configuration
    {
        public Uri Uri { get; set; } = null!;

        public string Model { get; set; } = null!;

        public JsonSerializerContext? JsonSerializerContext { get; set; }
    }
}
