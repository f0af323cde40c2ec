using EventAi.Retrieval.Caching;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;

namespace EventAi.Retrieval.Search;

internal static class SearchEndpoints
{
    public static void MapSearch(this IEndpointRouteBuilder endpoints) => endpoints.MapPost("/search", SearchAsync);

    private static async Task<Results<SearchAnswer, ProblemHttpResult>> SearchAsync(
        SearchRequest request, CachedSearch search, IOptions<RetrievalOptions> options, CancellationToken cancellationToken)
    {
        var (query, problem) = SearchQuery.Of(request, options.Value.MaxQueryLength);
        return query is null
            ? TypedResults.Problem(problem, statusCode: StatusCodes.Status400BadRequest)
            : await search.SearchAsync(query, cancellationToken);
    }
}
