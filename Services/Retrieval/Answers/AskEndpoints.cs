using EventAi.Retrieval.Conversations;
using EventAi.Retrieval.Search;
using Microsoft.Extensions.Options;

namespace EventAi.Retrieval.Answers;

internal static class AskEndpoints
{
    private const string EventStream = "text/event-stream";

    public static void MapAsk(this IEndpointRouteBuilder endpoints) => endpoints.MapPost("/ask", AskAsync);

    /// <summary>Server-sent events for who accepts them, else one JSON answer.</summary>
    private static IResult AskAsync(AskRequest request, AskedQuestions questions, HttpRequest http, IOptions<RetrievalOptions> options)
    {
        var problem = SearchQuery.TextProblem(request.Question, "question", options.Value.MaxQueryLength) ?? ConversationEndpoints.Problem(request.ConversationId) ?? SearchQuery.FilterProblem(request.Filters);
        if (problem is not null)
        {
            return TypedResults.Problem(problem, statusCode: StatusCodes.Status400BadRequest);
        }
        var question = new Question(request.Question!.Trim(), (request.Filters ?? SearchFilters.None).Normalized(request.DocumentId), request.ConversationId, []);
        return new AnswerResult(questions, question, http.Headers.Accept.Any(static accept => accept?.Contains(EventStream, StringComparison.OrdinalIgnoreCase) == true));
    }
}
