using System.Diagnostics;
using System.Text.Json;
using EventAi.Contracts;
using EventAi.ServiceDefaults.Kafka;
using Microsoft.AspNetCore.Http.HttpResults;

namespace EventAi.Gateway.Transactions;

internal static class TransactionEndpoints
{
    /// <summary><c>POST /transactions</c>: a transaction for scoring. Answers 202 once it is on the bus: then it is scored, whatever happens.</summary>
    public static void MapTransactions(this IEndpointRouteBuilder endpoints) => endpoints.MapPost("/transactions", SubmitAsync);

    private static async Task<Results<Accepted<TransactionAccepted>, ProblemHttpResult>> SubmitAsync(
        HttpRequest request, IEventPublisher publisher, TimeProvider time, CancellationToken cancellationToken)
    {
        TransactionRequest? submitted;
        try
        {
            submitted = await JsonSerializer.DeserializeAsync(request.Body, TransactionJson.Default.TransactionRequest, cancellationToken);
        }
        catch (JsonException exception)
        {
            return Problem($"The body is not a transaction: {exception.Message}");
        }
        if (submitted is null)
        {
            return Problem("The body is null.");
        }
        var now = time.GetUtcNow();
        var received = submitted.Received(Guid.CreateVersion7(now), now);
        if (EventSchema<TransactionReceived>.Violation(received) is { } violation)
        {
            return Problem(violation);
        }
        await publisher.PublishAsync(received, cancellationToken: cancellationToken);
        return TypedResults.Accepted((string?)null, new TransactionAccepted(received.TransactionId, Activity.Current?.TraceId.ToHexString()));
    }

    private static ProblemHttpResult Problem(string detail) => TypedResults.Problem(detail, statusCode: StatusCodes.Status400BadRequest);
}
