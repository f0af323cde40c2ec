using EventAi.Emulators.Ollama.Catalog;
using EventAi.Emulators.Ollama.Serving;

namespace EventAi.Emulators.Ollama.Apis;

/// <summary>
/// POST <c>/api/generate</c>: as <see cref="Chat"/> with a system text and a prompt. <c>context</c> continues an earlier answer;
/// <c>raw</c> takes the prompt as it is. Not emulated: <c>suffix</c> (no model here can insert), log probabilities.
/// </summary>
internal sealed class Generate(ModelCatalog catalog, LoadedModels loaded, OllamaOptions options, AnswerBodies answers, TimeProvider time)
{
    public static void Map(IEndpointRouteBuilder app) => app.MapPost("/api/generate", static async (HttpContext context, Generate generate) =>
    {
        var request = await RequestBody.ReadAsync(context, OllamaJson.Default.GenerateRequest);
        var parts = await generate.AnswerAsync(request, context.RequestAborted);
        if (request.Stream is false || string.IsNullOrEmpty(request.Prompt))
        {
            await context.Response.WriteAsJsonAsync(await AnswerBodies.WholeAsync(parts), OllamaJson.Relaxed.GenerateBody, cancellationToken: context.RequestAborted);
        }
        else
        {
            await Ndjson.WriteAsync(context, parts, OllamaJson.Relaxed.GenerateBody);
        }
    });

    /// <summary>The answer's lines; a request that is refused throws before the first one.</summary>
    public async Task<IAsyncEnumerable<GenerateBody>> AnswerAsync(GenerateRequest request, CancellationToken cancellation)
    {
        Conversation.RequireTopLogprobs(request.TopLogprobs);
        var model = RequestBody.RequireModel(catalog, request.Model, Missing.IsNotFound, static name => $"model '{name}' not found");
        var keepAlive = KeepAlive.Read(request.KeepAlive);
        var empty = string.IsNullOrEmpty(request.Prompt);
        if (empty && keepAlive == TimeSpan.Zero)
        {
            loaded.Expire(model.Name);
            return Single(Notice(request.Model!, model, "unload"));
        }

        if (request.Raw && (!string.IsNullOrEmpty(request.Template) || !string.IsNullOrEmpty(request.System) || request.Context is { Length: > 0 }))
        {
            throw OllamaException.BadRequest("raw mode does not support template, system, or context");
        }

        Conversation.Require(model, request.Model!, "generate", tools: false, insert: !string.IsNullOrEmpty(request.Suffix), request.Think);
        Conversation.RequireNoImages(request.Images, model);
        var (format, settings) = (Conversation.Format(request.Format), GenerationOptions.Read(model.Parameters, request.Options));
        var prompt = RequestBody.RequireLength(request.Prompt ?? "", options);
        var system = RequestBody.RequireLength(request.System is { Length: > 0 } given ? given : model.System, options);
        var lease = await loaded.AcquireAsync(model, keepAlive, cancellation);
        if (empty)
        {
            lease.Dispose();
            return Single(Notice(request.Model!, model, "load"));
        }

        List<ChatMessage> messages = [new("user", prompt, [])];
        if (request.Context is { Length: > 0 } context)
        {
            messages.Insert(0, new ChatMessage("user", lease.Model.Detokenize(context), []));
        }

        if (system.Length > 0 && !request.Raw)
        {
            messages.Insert(0, new ChatMessage("system", system, []));
        }

        return answers.GenerateAsync(request.Model!, model, lease, new ChatTurn(messages, [], format, settings, request.Raw), cancellation);
    }

    private GenerateBody Notice(string name, InstalledModel model, string reason)
        => new(name, time.GetUtcNow().UtcDateTime, "", Done: true, reason, ModelKind: model.Kind);

    private static async IAsyncEnumerable<GenerateBody> Single(GenerateBody body)
    {
        await Task.CompletedTask;
        yield return body;
    }
}
