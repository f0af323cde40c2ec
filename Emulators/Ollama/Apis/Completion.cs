using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using System.Text.RegularExpressions;
using EventAi.Emulators.Ollama.Extractive;
using EventAi.Emulators.Ollama.UseLite;

namespace EventAi.Emulators.Ollama.Apis;

/// <summary>What chat and generate share: limits, the answer in pieces, and the answer as one JSON object or as lines of them.</summary>
internal sealed partial class Completion
{
    private const string Ndjson = "application/x-ndjson";

    private Completion(IReadOnlyList<string> pieces, string doneReason, int promptTokens, TimeSpan waited, TimeSpan computed)
        => (Pieces, DoneReason, PromptTokens, Waited, Computed) = (pieces, doneReason, promptTokens, waited, computed);

    public IReadOnlyList<string> Pieces { get; }

    /// <summary><c>stop</c>, or <c>length</c> where num_predict cut the answer.</summary>
    public string DoneReason { get; }

    public int PromptTokens { get; }

    public TimeSpan Waited { get; }

    public TimeSpan Computed { get; }

    /// <exception cref="OllamaException">For what the model cannot do.</exception>
    public static void Refuse(CatalogModel model, string name, string operation, JsonElement? format, JsonElement? tools, JsonElement? think)
    {
        if (model.CanEmbed)
        {
            throw OllamaException.BadRequest($"\"{name}\" does not support {operation}");
        }

        if (tools is { ValueKind: JsonValueKind.Array } list && list.GetArrayLength() > 0)
        {
            throw OllamaException.BadRequest($"registry.ollama.ai/library/{model.Tag} does not support tools");
        }

        if (think is { ValueKind: JsonValueKind.True or JsonValueKind.String })
        {
            throw OllamaException.BadRequest($"\"{name}\" does not support thinking");
        }

        if (format is { ValueKind: not (JsonValueKind.Null or JsonValueKind.Undefined) } wanted && !(wanted.ValueKind == JsonValueKind.String && wanted.GetString() is ""))
        {
            throw OllamaException.BadRequest($"\"{name}\" does not support format: it answers with sentences of the context");
        }
    }

    public static async Task<Completion> ComputeAsync(
        IReadOnlyList<ChatMessageBody> messages, CompletionOptions? options, ExtractiveModel model, UseLiteModel tokenizer, Inference inference, CancellationToken cancellation)
    {
        var ((text, promptTokens), waited, computed) = await inference.RunAsync(
            () =>
            {
                var prompt = ChatPrompt.Parse([.. messages.Select(static message => (message.Role ?? "user", message.Content ?? ""))]);
                return (model.Answer(prompt, cancellation), messages.Sum(message => tokenizer.Tokenize(message.Content ?? "").Length));
            },
            cancellation);
        foreach (var stop in options?.Stop ?? [])
        {
            if (stop.Length > 0 && text.IndexOf(stop, StringComparison.Ordinal) is >= 0 and var cut)
            {
                text = text[..cut];
            }
        }

        IReadOnlyList<string> pieces = [.. Pieced().Matches(text).Select(static match => match.Value)];
        var reason = "stop";
        if (options?.NumPredict is { } limit and >= 0 && pieces.Count > limit)
        {
            (pieces, reason) = ([.. pieces.Take(limit)], "length");
        }

        return new Completion(pieces, reason, promptTokens, waited, computed);
    }

    /// <summary>Writes one object, or one line for each piece and a last one, flushed as they come.</summary>
    public async Task WriteAsync<T>(HttpContext context, bool stream, JsonTypeInfo<T> type, Func<string, T> part, Func<string, T> last)
    {
        if (!stream)
        {
            await context.Response.WriteAsJsonAsync(last(string.Concat(Pieces)), type, cancellationToken: context.RequestAborted);
            return;
        }

        context.Response.ContentType = Ndjson;
        foreach (var piece in Pieces)
        {
            await WriteLineAsync(context, part(piece), type);
        }

        await WriteLineAsync(context, last(""), type);
    }

    private static async Task WriteLineAsync<T>(HttpContext context, T body, JsonTypeInfo<T> type)
    {
        byte[] line = [.. JsonSerializer.SerializeToUtf8Bytes(body, type), (byte)'\n'];
        await context.Response.Body.WriteAsync(line, context.RequestAborted);
        await context.Response.Body.FlushAsync(context.RequestAborted);
    }

    /// <summary>A word with the white space before it: about what a model's token is.</summary>
    [GeneratedRegex(@"\s*\S+|\s+", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Pieced();
}
