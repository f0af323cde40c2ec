using System.Text.Json.Nodes;

namespace EventAi.Emulators.Ollama.Upstream;

/// <summary>The other Ollama over HTTP.</summary>
internal sealed class UpstreamClient(OllamaOptions options, ILogger<UpstreamClient> logger) : IDisposable
{
    private static readonly string[] PassedOn = ["Authorization", "Accept"];

    /// <summary>No deadline of its own: loading a large model takes minutes, and the client's patience decides.</summary>
    private readonly HttpClient http = new(new SocketsHttpHandler { ConnectTimeout = TimeSpan.FromSeconds(10) }) { BaseAddress = options.Upstream, Timeout = Timeout.InfiniteTimeSpan };

    /// <exception cref="OllamaException">502 where the other server does not answer.</exception>
    public async Task ForwardAsync(HttpContext context)
    {
        using var request = new HttpRequestMessage(new HttpMethod(context.Request.Method), $"{context.Request.Path.ToUriComponent()}{context.Request.QueryString}");
        if (context.Request.ContentLength is > 0 || context.Request.Headers.TransferEncoding.Count > 0)
        {
            request.Content = new StreamContent(context.Request.Body);
            request.Content.Headers.TryAddWithoutValidation("Content-Type", context.Request.ContentType ?? "application/json");
        }

        foreach (var name in PassedOn.Where(context.Request.Headers.ContainsKey))
        {
            request.Headers.TryAddWithoutValidation(name, context.Request.Headers[name].ToArray());
        }

        using var response = await SendAsync(request, context.RequestAborted);
        context.Response.StatusCode = (int)response.StatusCode;
        context.Response.ContentType = response.Content.Headers.ContentType?.ToString();
        context.Response.ContentLength = response.Content.Headers.ContentLength;
        await CopyAsync(await response.Content.ReadAsStreamAsync(context.RequestAborted), context);
    }

    /// <summary>Null where the other server does not answer, or not so: lists then show what is here.</summary>
    public async Task<JsonNode?> GetAsync(string path, CancellationToken cancellation)
    {
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, path);
            using var response = await SendAsync(request, cancellation);
            return response.IsSuccessStatusCode ? await JsonNode.ParseAsync(await response.Content.ReadAsStreamAsync(cancellation), cancellationToken: cancellation) : null;
        }
        catch (Exception error) when (error is OllamaException or System.Text.Json.JsonException)
        {
            return null;
        }
    }

    public void Dispose() => http.Dispose();

    private async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellation)
    {
        try
        {
            return await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation);
        }
        catch (HttpRequestException error)
        {
            OllamaLog.UpstreamFailed(logger, options.Upstream!, error.Message);
            throw new OllamaException(StatusCodes.Status502BadGateway, $"the upstream {options.Upstream} does not answer: {error.Message}");
        }
    }

    /// <summary>Each piece is sent on as it comes: a streamed answer stays one.</summary>
    private static async Task CopyAsync(Stream source, HttpContext context)
    {
        var buffer = new byte[16 << 10];
        for (int read; (read = await source.ReadAsync(buffer, context.RequestAborted)) > 0;)
        {
            await context.Response.Body.WriteAsync(buffer.AsMemory(0, read), context.RequestAborted);
            await context.Response.Body.FlushAsync(context.RequestAborted);
        }
    }
}
