using System.Diagnostics;
using System.Text.RegularExpressions;
using EventAi.ServiceDefaults;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Options;

namespace EventAi.Retrieval;

/// <summary>Searches, asks the chat model, and resolves the citations of its answer.</summary>
public sealed partial class Answerer(ChunkSearch search, IChatClient chat, IOptions<RetrievalOptions> options)
{
    private const string Unknown = "I do not know: no document holds an answer.";

    public async Task<AskResponse> AskAsync(string question, CancellationToken cancellationToken)
    {
        using var span = EventAiTelemetry.Source.StartActivity("ask");
        var passages = await search.SearchAsync(question, options.Value.ContextPassages, documentId: null, cancellationToken);
        if (passages.Count == 0)
        {
            return new AskResponse(Unknown, Answered: false, [], options.Value.ChatModel, TraceId(span));
        }
        var response = await chat.GetResponseAsync(AnswerPrompt.For(question, passages), cancellationToken: cancellationToken);
        var citations = Cited(response.Text, passages);
        return new AskResponse(response.Text, Answered: citations.Count > 0, citations, options.Value.ChatModel, TraceId(span));
    }

    /// <summary>The passages that the text names as <c>[n]</c>; numbers without a passage are left out.</summary>
    private static IReadOnlyList<Citation> Cited(string text, IReadOnlyList<SearchResult> passages)
        =>
        [
            .. CitationMark().Matches(text)
                .Select(static match => int.Parse(match.Groups["number"].ValueSpan))
                .Distinct()
                .Where(number => number >= 1 && number <= passages.Count)
                .Select(number => (number, passage: passages[number - 1]))
                .Select(static cited => new Citation(
                    cited.number, cited.passage.DocumentId, cited.passage.Title, cited.passage.TitlePath, cited.passage.Text, cited.passage.Offset)),
        ];

    private static string? TraceId(Activity? span) => (span ?? Activity.Current)?.TraceId.ToHexString();

    [GeneratedRegex(@"\[(?<number>\d{1,3})\]", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex CitationMark();
}
