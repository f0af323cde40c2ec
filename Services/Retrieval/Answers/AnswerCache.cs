using System.Text.Json;
using System.Text.RegularExpressions;
using EventAi.HybridSearch;
using EventAi.Retrieval.Caching;
using EventAi.Retrieval.Search;
using EventAi.Vectors;
using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace EventAi.Retrieval.Answers;

/// <summary>
/// Answers given before, to the very question or to one that means the same. An answer goes when a document changes that it rests on or could
/// rest on. Within a conversation nothing is kept: there a question means what was said before.
/// </summary>
public sealed partial class AnswerCache(
    CacheServer server, CacheEntries entries, AnswerIndex index, QueryEmbeddings embeddings, CacheMetrics metrics, CollectionProfiles profiles, Bm25Encoder encoder,
    IOptions<CachingOptions> caching, IOptions<VectorOptions> vectors, IOptions<RetrievalOptions> options)
{
    private readonly SameQuestion _same = new(encoder);

    /// <summary>Looks for the very question.</summary>
    internal async Task<AnswerSlot> LookAsync(Question question, CancellationToken cancellationToken)
    {
        if (question.History.Count > 0 || !server.IsUsable)
        {
            return AnswerSlot.None;
        }
        var scope = CacheKeys.Digest(JsonSerializer.Serialize(
            new { vectors.Value.Collection, vectors.Value.EmbeddingModel, options.Value.ChatModel, question.Filters }, JsonSerializerOptions.Web));
        var key = CacheKeys.Answer(CacheKeys.Digest($"{scope}\n{Normalized(question.Text)}"));
        var found = await server.GetAsync(key, CacheKeys.Generation, CacheKeys.AnswerSequence);
        if (Parse(found[0]) is { } kept)
        {
            Count(kept);
            return AnswerSlot.None with { Kept = kept };
        }
        var profile = await profiles.CurrentAsync(cancellationToken);
        var language = profile.LanguagesOf(question.Text, question.Filters.Language)[0];
        return new AnswerSlot(Kept: null, key, (string?)found[1] ?? "0", scope, language, found[2].HasValue ? (long)found[2] : null);
    }

    /// <summary>Looks for a question that means the same.</summary>
    internal async Task<KeptAnswer?> LikeAsync(AnswerSlot slot, Question question, AnswerRun run, CancellationToken cancellationToken)
    {
        if (slot.Key is null)
        {
            return null;
        }
        var like = slot.Latest is { } latest ? await LikeAsync(question.Text, run, latest, slot, cancellationToken) : null;
        Count(like);
        return like;
    }

    /// <summary>Keeps the answer, in the background: who asked has it already.</summary>
    internal void Keep(AnswerSlot slot, Question question, AskResponse response, AnswerDraft draft)
    {
        if (slot.Key is { } key && response.Refusal?.Code is null or "not_in_context" or "no_documents")
        {
            _ = KeepAsync(key!, slot, question, response, [.. draft.Passages.Select(static passage => passage.Passage)]);
        }
    }

    private async Task<KeptAnswer?> LikeAsync(string question, AnswerRun run, long sequence, AnswerSlot slot, CancellationToken cancellationToken)
    {
        var caughtUp = index.CatchUpAsync(sequence); // while the model reads the question
        var embedded = await run.EmbedAsync(question, cancellationToken);
        await caughtUp;
        if (embedded is not { } vector)
        {
            return null;
        }
        var keys = index.Like(slot.Scope, vector);
        var found = keys.Count == 0 ? [] : await server.GetAsync([.. keys.Select(static key => (RedisKey)key)]);
        for (var i = 0; i < found.Length; i++)
        {
            var kept = Parse(found[i]);
            if (kept is null)
            {
                index.Forget(keys[i]);
            }
            else if (_same.Is(question, kept, slot.Language))
            {
                return kept;
            }
        }
        return null;
    }

    private async Task KeepAsync(string key, AnswerSlot slot, Question question, AskResponse response, IReadOnlyList<SearchResult> passages)
    {
        await Task.Yield();
        var context = passages.SelectMany(passage => encoder.EncodeQuery($"{passage.Title} {passage.TitlePath} {passage.Text}", slot.Language).Indices).Distinct().ToArray();
        var kept = new KeptAnswer(question.Text, response.Answer, response.Refusal, response.Citations, response.Usage.PromptTokens, response.Usage.AnswerTokens, context);
        var lifetime = caching.Value.AnswerLifetime;
        var dependency = entries.Dependency(passages.Select(static passage => passage.DocumentId), question.Filters, lifetime);
        if (await entries.KeepAsync(key, JsonSerializer.SerializeToUtf8Bytes(kept, JsonSerializerOptions.Web), slot.Generation, dependency, lifetime))
        {
            await index.AddAsync(key, slot.Scope, await embeddings.OfAsync(question.Text, CancellationToken.None));
        }
    }

    private void Count(KeptAnswer? kept)
    {
        if (kept is null)
        {
            metrics.Missed(CacheKind.Answer);
        }
        else
        {
            metrics.Hit(CacheKind.Answer, metrics.CostOfAnswer(kept.PromptTokens, kept.AnswerTokens));
        }
    }

    private static KeptAnswer? Parse(RedisValue value)
        => value.HasValue ? JsonSerializer.Deserialize<KeptAnswer>(((ReadOnlyMemory<byte>)value).Span, JsonSerializerOptions.Web) : null;

    private static string Normalized(string question) => Blanks().Replace(question, " ").Trim(' ', '?', '!', '.', '？').ToLowerInvariant();

    [GeneratedRegex(@"\s+", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Blanks();
}
