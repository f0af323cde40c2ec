using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;

namespace EventAi.Retrieval;

internal static class RetrievalEndpoints
{
    private const int DefaultLimit = 10;
    private const int MaxLimit = 100;

    public static void MapRetrieval(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapPost("/search", SearchAsync);
        endpoints.MapPost("/ask", AskAsync);
    }

    private static async Task<Results<Ok<SearchResponse>, ProblemHttpResult>> SearchAsync(
        SearchRequest request, ChunkSearch search, IOptions<RetrievalOptions> options, CancellationToken cancellationToken)
    {
        if (Invalid(request.Query, "query", options.Value) is { } problem)
        {
            return problem;
        }
        var limit = request.Limit ?? DefaultLimit;
        return limit is < 1 or > MaxLimit
            ? Problem($"'limit' is a number from 1 to {MaxLimit}.")
            : TypedResults.Ok(new SearchResponse(await search.SearchAsync(request.Query!, limit, request.DocumentId, cancellationToken)));
    }

    private static async Task<Results<Ok<AskResponse>, ProblemHttpResult>> AskAsync(
        AskRequest request, Answerer answerer, IOptions<RetrievalOptions> options, CancellationToken cancellationToken)
        => Invalid(request.Question, "question", options.Value) is { } problem
            ? problem
            : TypedResults.Ok(await answerer.AskAsync(request.Question!, cancellationToken));

    private static ProblemHttpResult? Invalid(string? text, string name, RetrievalOptions options)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return Problem($"'{name}' is missing or blank.");
        }
        return text.Length > options.MaxQueryLength ? Problem($"'{name}' has {text.Length} characters; at most {options.MaxQueryLength} are read.") : null;
    }

    private static ProblemHttpResult Problem(string detail) => TypedResults.Problem(detail, statusCode: StatusCodes.Status400BadRequest);
}
