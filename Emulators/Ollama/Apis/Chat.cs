using System.Text.Json;
using EventAi.Emulators.Ollama.Extractive;
using EventAi.Emulators.Ollama.UseLite;

namespace EventAi.Emulators.Ollama.Apis;

/// <summary>
/// POST <c>/api/chat</c>: lines of JSON by default, one object with <c>stream</c> false. Without messages it says that the model is
/// loaded. Not emulated: <c>format</c>, <c>tools</c>, <c>think</c>, images (refused); sampling options have no effect on this model.
/// </summary>
internal static class Chat
{
    public static void Map(IEndpointRouteBuilder app) => app.MapPost("/api/chat", HandleAsync);

    private static async Task HandleAsync(
        HttpContext context, ModelCatalog catalog, ExtractiveModel extractive, UseLiteModel useLite, Inference inference, OllamaOptions options, TimeProvider time)
    {
        var request = await RequestBody.ReadAsync(context, OllamaJson.Default.ChatRequest);
        var model = RequestBody.RequireModel(catalog, request.Model, static missing => $"model '{missing}' not found");
        Completion.Refuse(model, request.Model!, "chat", request.Format, request.Tools, request.Think);
        if (request.Messages is not { Length: > 0 } messages)
        {
            var unload = request.KeepAlive is { ValueKind: JsonValueKind.Number } keepAlive && keepAlive.GetDouble() == 0;
            await context.Response.WriteAsJsonAsync(
                new ChatBody(request.Model!, Now(), new ChatMessageBody("assistant", ""), Done: true, unload ? "unload" : "load"),
                OllamaJson.Default.ChatBody,
                cancellationToken: context.RequestAborted);
            return;
        }

        foreach (var message in messages)
        {
            Check(message, request.Model!, options);
        }

        var completion = await Completion.ComputeAsync(messages, request.Options, extractive, useLite, inference, context.RequestAborted);
        await completion.WriteAsync(
            context,
            request.Stream ?? true,
            OllamaJson.Default.ChatBody,
            piece => new ChatBody(request.Model!, Now(), new ChatMessageBody("assistant", piece), Done: false),
            text => new ChatBody(
                request.Model!,
                Now(),
                new ChatMessageBody("assistant", text),
                Done: true,
                completion.DoneReason,
                Durations.Nanoseconds(completion.Waited + completion.Computed),
                Durations.Nanoseconds(completion.Waited),
                completion.PromptTokens,
                Durations.Nanoseconds(completion.Computed),
                completion.Pieces.Count,
                Durations.Nanoseconds(TimeSpan.Zero)));

        DateTime Now() => time.GetUtcNow().UtcDateTime;
    }

    private static void Check(ChatMessageBody message, string model, OllamaOptions options)
    {
        if (message.Role is not ("system" or "user" or "assistant" or "tool"))
        {
            throw OllamaException.BadRequest($"invalid role \"{message.Role}\": expected system, user, assistant or tool");
        }

        if (message.Images is { Length: > 0 })
        {
            throw OllamaException.BadRequest($"\"{model}\" does not support images");
        }

        RequestBody.RequireLength(message.Content ?? "", options);
    }
}
