using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http.HttpResults;

namespace EventAi.Retrieval.Conversations;

internal static partial class ConversationEndpoints
{
    private const int MaxMessages = 1000;

    public static void MapConversations(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/conversations/{id}", ReadAsync);
        endpoints.MapDelete("/conversations/{id}", DeleteAsync);
    }

    /// <summary>What is wrong with a conversation's name, if anything.</summary>
    public static string? Problem(string? id)
        => id is null || Name().IsMatch(id) ? null : "'conversationId' is 1 to 64 letters, digits, '-' and '_'.";

    private static async Task<Results<Ok<ConversationHistory>, NotFound, ProblemHttpResult>> ReadAsync(string id, ConversationStore store)
    {
        if (Problem(id) is { } problem)
        {
            return TypedResults.Problem(problem, statusCode: StatusCodes.Status400BadRequest);
        }
        var messages = await store.LatestAsync(id, MaxMessages);
        return messages.Count == 0 ? TypedResults.NotFound() : TypedResults.Ok(new ConversationHistory(id, messages));
    }

    private static async Task<Results<NoContent, NotFound>> DeleteAsync(string id, ConversationStore store)
        => Problem(id) is null && await store.DeleteAsync(id) ? TypedResults.NoContent() : TypedResults.NotFound();

    [GeneratedRegex(@"\A[A-Za-z0-9_-]{1,64}\z", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Name();
}
