using System.Runtime.CompilerServices;
using EventAi.Retrieval.Caching;
using EventAi.Retrieval.Search;
using Microsoft.Extensions.AI;

namespace EventAi.Retrieval.Answers;

/// <summary>One answer on its way: its id, and what it takes of time and tokens.</summary>
internal sealed class AnswerRun(Question question, QueryEmbeddings embeddings, string model, string? traceId, TimeProvider time)
{
    private readonly long _started = time.GetTimestamp();
    private TimeSpan _searching;
    private TimeSpan _modelling;
    private long _promptTokens;
    private long _answerTokens;

    private Guid Id { get; } = Guid.CreateVersion7();

    /// <summary>The text's vector, which the search then has at hand; null where the model does not answer: the search says so or goes without.</summary>
    public async Task<float[]?> EmbedAsync(string text, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        try
        {
            return await embeddings.OfAsync(text, cancellationToken);
        }
        catch (Exception exception) when (SearchArms.IsModelOutage(exception))
        {
            return null;
        }
        finally
        {
            _modelling += time.GetElapsedTime(started);
        }
    }

    public async Task<SearchResponse> SearchAsync(Task<SearchResponse> search)
    {
        var started = time.GetTimestamp();
        var found = await search;
        _searching = time.GetElapsedTime(started);
        return found;
    }

    /// <summary>The model's answer piece by piece; only the waiting for it counts as the model's time.</summary>
    public async IAsyncEnumerable<string> ModelAsync(IChatClient chat, AnswerPrompt prompt, RetrievalOptions options, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        _promptTokens = prompt.Tokens;
        var settings = new ChatOptions { Temperature = 0, MaxOutputTokens = options.AnswerTokens };
        await using var updates = chat.GetStreamingResponseAsync(prompt.Messages, settings, cancellationToken).GetAsyncEnumerator(cancellationToken);
        while (await NextAsync(updates))
        {
            var text = updates.Current.Text;
            _answerTokens += TokenCount.Of(text);
            if (updates.Current.Contents.OfType<UsageContent>().FirstOrDefault() is { } usage)
            {
                _promptTokens = usage.Details.InputTokenCount ?? _promptTokens;
                _answerTokens = usage.Details.OutputTokenCount ?? _answerTokens;
            }
            if (text.Length > 0)
            {
                yield return text;
            }
        }
    }

    public AskResponse Completed(AnswerDraft draft, Refusal? refusal) => new()
    {
        Id = Id,
        Answer = refusal?.Answer ?? draft.Text,
        Answered = refusal is null,
        Refusal = refusal,
        Citations = refusal is null ? draft.Citations() : [],
        Model = model,
        ConversationId = question.ConversationId,
        Usage = Usage(),
        TraceId = traceId,
    };

    /// <summary>An answer given before, as the answer to this question.</summary>
    public AskResponse Repeated(KeptAnswer kept) => new()
    {
        Id = Id,
        Answer = kept.Answer,
        Answered = kept.Refusal is null,
        Refusal = kept.Refusal,
        Citations = kept.Citations,
        Model = model,
        ConversationId = question.ConversationId,
        Cached = true,
        Usage = Usage(),
        TraceId = traceId,
    };

    private AnswerUsage Usage() => new(_promptTokens, _answerTokens, _modelling.TotalMilliseconds, _searching.TotalMilliseconds, time.GetElapsedTime(_started).TotalMilliseconds);

    private async ValueTask<bool> NextAsync(IAsyncEnumerator<ChatResponseUpdate> updates)
    {
        var started = time.GetTimestamp();
        try
        {
            return await updates.MoveNextAsync();
        }
        finally
        {
            _modelling += time.GetElapsedTime(started);
        }
    }
}
