using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Text;
using EventAi.Emulators.Ollama.Catalog;
using EventAi.Emulators.Ollama.Serving;

namespace EventAi.Emulators.Ollama.Apis;

/// <summary>A model's answer as the lines of Ollama's API; the OpenAI-compatible routes make theirs from these.</summary>
internal sealed class AnswerBodies(TimeProvider time, OllamaMetrics metrics)
{
    /// <summary>The lease ends with the last line, or when the caller stops reading.</summary>
    public async IAsyncEnumerable<ChatBody> ChatAsync(
        string name, InstalledModel installed, ModelLease lease, ChatTurn turn, [EnumeratorCancellation] CancellationToken cancellation)
    {
        using var held = lease;
        var started = Stopwatch.GetTimestamp();
        var calls = 0;
        await foreach (var part in ((IChatModel)lease.Model).AnswerAsync(turn, cancellation))
        {
            var message = new ChatMessageBody("assistant", part.Text, ToolCalls: Calls(part, ref calls));
            var body = new ChatBody(name, time.GetUtcNow().UtcDateTime, message, Done: part.End is not null, ModelKind: installed.Kind);
            if (part.End is not { } end)
            {
                yield return body;
                continue;
            }

            metrics.Answered(installed.Name.Display, end.PromptTokens, end.Tokens, lease.LoadTime, lease.LoadTime + Stopwatch.GetElapsedTime(started));
            yield return body with
            {
                DoneReason = end.Reason,
                TotalDuration = Durations.Nanoseconds(lease.LoadTime + Stopwatch.GetElapsedTime(started)),
                LoadDuration = Durations.Nanoseconds(lease.LoadTime),
                PromptEvalCount = end.PromptTokens,
                PromptEvalDuration = Durations.Nanoseconds(end.PromptTime),
                EvalCount = end.Tokens,
                EvalDuration = Durations.Nanoseconds(end.Time),
            };
        }
    }

    /// <summary>As chat, with the tokens of prompt and answer as the context of a next request.</summary>
    public async IAsyncEnumerable<GenerateBody> GenerateAsync(
        string name, InstalledModel installed, ModelLease lease, ChatTurn turn, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var text = new StringBuilder(string.Join('\n', turn.Messages.Select(static message => message.Content)));
        await foreach (var part in ChatAsync(name, installed, lease, turn, cancellation))
        {
            text.Append(part.Message.Content);
            yield return new GenerateBody(
                name,
                part.CreatedAt,
                part.Message.Content ?? "",
                part.Done,
                part.DoneReason,
                part.Done && !turn.Raw ? lease.Model.Tokenize(text.ToString()) : null,
                part.ModelKind,
                part.TotalDuration,
                part.LoadDuration,
                part.PromptEvalCount,
                part.PromptEvalDuration,
                part.EvalCount,
                part.EvalDuration);
        }
    }

    /// <summary>One body with the whole answer.</summary>
    public static async Task<ChatBody> WholeAsync(IAsyncEnumerable<ChatBody> parts)
    {
        var text = new StringBuilder();
        List<ToolCallBody> calls = [];
        ChatBody? last = null;
        await foreach (var part in parts)
        {
            text.Append(part.Message.Content);
            calls.AddRange(part.Message.ToolCalls ?? []);
            last = part;
        }

        return last! with { Message = new ChatMessageBody("assistant", text.ToString(), ToolCalls: calls.Count > 0 ? [.. calls] : null) };
    }

    /// <summary>One body with the whole answer.</summary>
    public static async Task<GenerateBody> WholeAsync(IAsyncEnumerable<GenerateBody> parts)
    {
        var text = new StringBuilder();
        GenerateBody? last = null;
        await foreach (var part in parts)
        {
            text.Append(part.Response);
            last = part;
        }

        return last! with { Response = text.ToString() };
    }

    private static ToolCallBody[]? Calls(AnswerPart part, ref int calls)
    {
        if (part.ToolCalls is not { Count: > 0 } asked)
        {
            return null;
        }

        var first = calls;
        calls += asked.Count;
        return [.. asked.Select((call, index) => new ToolCallBody(call.Id, new(first + index, call.Name, call.Arguments)))];
    }
}
