using System.Text.Json;
using EventAi.Emulators.Ollama.Catalog;
using EventAi.Emulators.Ollama.Serving;

namespace EventAi.Emulators.Ollama.Apis;

/// <summary>
/// POST <c>/api/chat</c>: lines of JSON by default, one object with <c>stream</c> false; <c>tools</c>, <c>format</c>,
/// <c>keep_alive</c>. Without messages it loads the model, or unloads it with <c>keep_alive</c> 0. Not emulated: log probabilities.
/// </summary>
internal sealed class Chat(ModelCatalog catalog, LoadedModels loaded, OllamaOptions options, AnswerBodies answers, TimeProvider time)
{
    public static void Map(IEndpointRouteBuilder app) => app.MapPost("/api/chat", static async (HttpContext context, Chat chat) =>
    {
        var request = await RequestBody.ReadAsync(context, OllamaJson.Default.ChatRequest);
        var parts = await chat.AnswerAsync(request, context.RequestAborted);
        if (request.Stream is false || request.Messages is not { Length: > 0 })
        {
            await context.Response.WriteAsJsonAsync(await AnswerBodies.WholeAsync(parts), OllamaJson.Relaxed.ChatBody, cancellationToken: context.RequestAborted);
        }
        else
        {
            await Ndjson.WriteAsync(context, parts, OllamaJson.Relaxed.ChatBody);
        }
    });

    /// <summary>The answer's lines; a request that is refused throws before the first one.</summary>
    public async Task<IAsyncEnumerable<ChatBody>> AnswerAsync(ChatRequest request, CancellationToken cancellation)
    {
        Conversation.RequireTopLogprobs(request.TopLogprobs);
        var model = RequestBody.RequireModel(catalog, request.Model, Missing.IsBadRequest, static name => $"model '{name}' not found");
        var keepAlive = KeepAlive.Read(request.KeepAlive);
        var empty = request.Messages is not { Length: > 0 };
        if (empty && keepAlive == TimeSpan.Zero)
        {
            loaded.Expire(model.Name);
            return Single(Notice(request.Model!, model, "unload"));
        }

        Conversation.Require(model, request.Model!, "chat", tools: request.Tools is { Length: > 0 }, insert: false, request.Think);
        var turn = empty ? null : Turn(request, model);
        var lease = await loaded.AcquireAsync(model, keepAlive, cancellation);
        if (turn is null)
        {
            lease.Dispose();
            return Single(Notice(request.Model!, model, "load"));
        }

        return answers.ChatAsync(request.Model!, model, lease, turn, cancellation);
    }

    private ChatTurn Turn(ChatRequest request, InstalledModel model)
    {
        List<ChatMessage> messages = [.. request.Messages!.Select(message => Conversation.Message(message ?? new(Role: null, Content: null), model, options))];
        if (model.System.Length > 0 && messages[0].Role != "system")
        {
            messages.Insert(0, new ChatMessage("system", model.System, []));
        }

        return new ChatTurn(
            messages, Conversation.Tools(request.Tools), Conversation.Format(request.Format), GenerationOptions.Read(model.Parameters, request.Options));
    }

    private ChatBody Notice(string name, InstalledModel model, string reason)
        => new(name, time.GetUtcNow().UtcDateTime, new ChatMessageBody("assistant", ""), Done: true, reason, model.Kind);

    private static async IAsyncEnumerable<ChatBody> Single(ChatBody body)
    {
        await Task.CompletedTask;
        yield return body;
    }
}
