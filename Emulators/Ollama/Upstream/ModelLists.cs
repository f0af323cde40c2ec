using System.Text.Json.Nodes;
using EventAi.Emulators.Ollama.Extractive;

namespace EventAi.Emulators.Ollama.Upstream;

/// <summary>The lists of models: those of this server, then those of the other one.</summary>
internal static class ModelLists
{
    public static async Task MergeAsync(HttpContext context, RequestDelegate next, UpstreamClient upstream)
    {
        var (client, own) = (context.Response.Body, new MemoryStream());
        context.Response.Body = own;
        try
        {
            await next(context);
        }
        finally
        {
            context.Response.Body = client;
        }

        own.Position = 0;
        var merged = (await JsonNode.ParseAsync(own, cancellationToken: context.RequestAborted))!.AsObject();
        var theirs = await upstream.GetAsync(context.Request.Path, context.RequestAborted);
        var list = merged.ContainsKey("models") ? "models" : "data";
        foreach (var model in (theirs as JsonObject)?[list] as JsonArray ?? [])
        {
            (merged[list] as JsonArray)!.Add(model?.DeepClone());
        }

        context.Response.ContentLength = null;
        await context.Response.WriteAsync(merged.ToJsonString(ExtractiveJson.Relaxed.Options), context.RequestAborted);
    }
}
