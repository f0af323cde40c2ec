using System.Text.Json;
using EventAi.Emulators.Ollama.Catalog;

namespace EventAi.Emulators.Ollama.Upstream;

/// <summary>
/// Passes requests for models that are not here on to another Ollama, bytes in and bytes out as they come, and adds its models to the
/// lists. What concerns no model, such as the version, is answered here.
/// </summary>
internal sealed class UpstreamProxy(OllamaOptions options, ModelCatalog catalog, UpstreamClient upstream) : IMiddleware
{
    private static readonly string[] ModelNames = ["model", "name", "source"];
    private static readonly string[] ModelPaths = ["/api/chat", "/api/generate", "/api/embed", "/api/embeddings", "/api/show", "/api/pull", "/api/push", "/api/copy", "/api/create", "/api/delete", "/v1/chat/completions", "/v1/completions", "/v1/embeddings"];
    private static readonly string[] Lists = ["/api/tags", "/api/ps", "/v1/models"];

    public async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        var path = context.Request.Path.Value ?? "";
        if (options.Upstream is null)
        {
            await next(context);
        }
        else if (HttpMethods.IsGet(context.Request.Method) && Lists.Contains(path, StringComparer.Ordinal))
        {
            await ModelLists.MergeAsync(context, next, upstream);
        }
        else if (await IsForUpstreamAsync(context, path))
        {
            await upstream.ForwardAsync(context);
        }
        else
        {
            await next(context);
        }
    }

    private async Task<bool> IsForUpstreamAsync(HttpContext context, string path)
    {
        if (path.StartsWith("/v1/models/", StringComparison.Ordinal))
        {
            return !IsHere(Uri.UnescapeDataString(path["/v1/models/".Length..]));
        }

        if (path.StartsWith("/api/blobs/", StringComparison.Ordinal))
        {
            return true;
        }

        return ModelPaths.Contains(path, StringComparer.Ordinal) && !HttpMethods.IsGet(context.Request.Method) && await ModelOfAsync(context) is { } model && !IsHere(model);
    }

    private bool IsHere(string name) => ModelName.Parse(name) is { } parsed && catalog.Find(parsed) is not null;

    /// <summary>The model that a body names; null where it names none. The body can be read again afterwards.</summary>
    private async Task<string?> ModelOfAsync(HttpContext context)
    {
        context.Request.EnableBuffering((int)Math.Min(options.MaxRequestBytes, int.MaxValue), options.MaxRequestBytes);
        try
        {
            using var body = await JsonDocument.ParseAsync(context.Request.Body, cancellationToken: context.RequestAborted);
            if (body.RootElement.ValueKind != JsonValueKind.Object)
            {
                return null;
            }

            // A new model made from one that is here is made here.
            var names = body.RootElement.TryGetProperty("from", out var from) && from.ValueKind == JsonValueKind.String ? [from.GetString()!] : ModelNames
                .Select(name => body.RootElement.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "");
            return names.FirstOrDefault(static name => name.Length > 0);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            return null;
        }
        finally
        {
            context.Request.Body.Position = 0;
        }
    }
}
