using System.Diagnostics;
using System.Runtime.CompilerServices;
using EventAi.HybridSearch.Text;
using EventAi.Retrieval.Caching;
using EventAi.Retrieval.Search;
using EventAi.ServiceDefaults;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Options;

namespace EventAi.Retrieval.Answers;

/// <summary>
/// Answers from the documents: searches, asks the chat model, and lets through sentence by sentence what the passages back, with citations.
/// Where they do not hold the answer it says so, and why.
/// </summary>
public sealed class Answerer(
    CachedSearch search, QueryEmbeddings embeddings, AnswerCache cache, CollectionProfiles profiles, IChatClient chat, TimeProvider time, IOptions<RetrievalOptions> options)
{
    private readonly TextAnalyzer _analyzer = new();

    /// <summary>The tokens as they come and the whole answer at last.</summary>
    public async IAsyncEnumerable<AnswerPart> AskAsync(Question question, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var span = EventAiTelemetry.Source.StartActivity("ask");
        var run = new AnswerRun(question, embeddings, options.Value.ChatModel, (span ?? Activity.Current)?.TraceId.ToHexString(), time);
        var slot = await cache.LookAsync(question, cancellationToken);
        var standalone = FollowUp.Standalone(question.Text, question.History, _analyzer);
        // The search goes on while the model reads the question and a question that means the same is looked for.
        using var wanted = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var searching = slot.Kept is null
            ? search.RunAsync(new SearchQuery(standalone) { Limit = options.Value.ContextPassages, Filters = question.Filters, Highlights = false }, wanted.Token)
            : Task.FromCanceled<SearchResponse>(new CancellationToken(canceled: true));
        if ((slot.Kept ?? await cache.LikeAsync(slot, question, run, cancellationToken)) is { } kept)
        {
            await wanted.CancelAsync();
            span?.SetTag("eventai.answer.cached", value: true);
            yield return new AnswerToken(kept.Answer);
            yield return new AnswerCompleted(run.Repeated(kept));
            yield break;
        }

        await run.EmbedAsync(standalone, cancellationToken);
        var found = await run.SearchAsync(searching);
        var profile = await profiles.CurrentAsync(cancellationToken);
        var language = profile.LanguagesOf(standalone, question.Filters.Language)[0];
        var prompt = AnswerPrompt.For(standalone, found.Results, question.History, options.Value.PromptTokens);
        InjectionMetrics.Add(prompt.Orders);
        var draft = new AnswerDraft(_analyzer, language, standalone, prompt.Passages);
        var coverage = new QuestionCoverage(_analyzer, language, profile, standalone);
        var refusal = found.Results.Count == 0 ? Refusal.NoDocuments : null;
        if (refusal is null)
        {
            var sentences = new AcceptedSentences(draft, coverage, options.Value);
            await foreach (var sentence in sentences.OfAsync(run.ModelAsync(chat, prompt, options.Value, cancellationToken)))
            {
                foreach (var token in Words(sentence))
                {
                    yield return new AnswerToken(token);
                }
            }
            refusal = sentences.Refusal;
        }
        if (refusal is not null)
        {
            foreach (var token in Words(refusal.Answer))
            {
                yield return new AnswerToken(token);
            }
        }
        var response = run.Completed(draft, refusal);
        span?.SetTag("eventai.answer.refusal", refusal?.Code);
        span?.SetTag("eventai.answer.citations", response.Citations.Count);
        cache.Keep(slot, question, response, draft);
        yield return new AnswerCompleted(response);
    }

    /// <summary>Each word with the blanks after it: what is let through is a sentence, what is sent are its words.</summary>
    private static IEnumerable<string> Words(string sentence)
    {
        var start = 0;
        for (var i = 1; i < sentence.Length; i++)
        {
            if (char.IsWhiteSpace(sentence[i - 1]) && !char.IsWhiteSpace(sentence[i]))
            {
                yield return sentence[start..i];
                start = i;
            }
        }
        yield return sentence[start..];
    }
}
