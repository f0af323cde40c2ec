using EventAi.Contracts;
using EventAi.ServiceDefaults.Kafka;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace EventAi.FraudScoring.Cases;

internal static class CaseEndpoints
{
    private const int MaxLimit = 1000;

    /// <summary>
    /// <c>GET /cases?state=&amp;limit=</c>, <c>GET /cases/{transaction}</c>, <c>POST /cases/{transaction}/acknowledge</c> and
    /// <c>POST /cases/{transaction}/label</c> with <c>{"isFraud":true}</c>: the label goes to <c>transactions.labelled</c> before the case changes.
    /// </summary>
    public static void MapCases(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/cases", ListAsync);
        endpoints.MapGet("/cases/{transactionId}", FindAsync);
        endpoints.MapPost("/cases/{transactionId}/acknowledge", AcknowledgeAsync);
        endpoints.MapPost("/cases/{transactionId}/label", LabelAsync);
    }

    private static async Task<Results<Ok<IReadOnlyList<FraudCase>>, ProblemHttpResult>> ListAsync(CaseStore cases, string? state = null, int limit = 100)
    {
        if (limit is < 1 or > MaxLimit)
        {
            return Problem($"'limit' is a number from 1 to {MaxLimit}.", StatusCodes.Status400BadRequest);
        }
        CaseState? wanted = null;
        if (state is not null)
        {
            if (!Enum.TryParse<CaseState>(state, ignoreCase: true, out var parsed) || !Enum.IsDefined(parsed))
            {
                return Problem("'state' is one of open, acknowledged, fraud, genuine.", StatusCodes.Status400BadRequest);
            }
            wanted = parsed;
        }
        return TypedResults.Ok(await cases.ListAsync(wanted, limit));
    }

    private static async Task<Results<Ok<FraudCase>, ProblemHttpResult>> FindAsync(string transactionId, CaseStore cases)
        => await cases.FindAsync(transactionId) is { } found ? TypedResults.Ok(found) : Missing(transactionId);

    private static async Task<Results<Ok<FraudCase>, ProblemHttpResult>> AcknowledgeAsync(
        string transactionId, CaseStore cases, [FromBody(EmptyBodyBehavior = Microsoft.AspNetCore.Mvc.ModelBinding.EmptyBodyBehavior.Allow)] CaseChange? change)
        => await cases.FindAsync(transactionId) switch
        {
            null => Missing(transactionId),
            { State: CaseState.Fraud or CaseState.Genuine } => Problem($"The case of transaction '{transactionId}' is labelled already.", StatusCodes.Status409Conflict),
            _ => await cases.ChangeAsync(transactionId, CaseState.Acknowledged, change?.By) is { } changed ? TypedResults.Ok(changed) : Missing(transactionId),
        };

    private static async Task<Results<Ok<FraudCase>, ProblemHttpResult>> LabelAsync(
        string transactionId, [FromBody] CaseChange change, CaseStore cases, IEventPublisher publisher, TimeProvider time, CancellationToken cancellationToken)
    {
        if (change.IsFraud is not { } isFraud)
        {
            return Problem("'isFraud' is missing.", StatusCodes.Status400BadRequest);
        }
        if (await cases.FindAsync(transactionId) is not { Alert: var alert })
        {
            return Missing(transactionId);
        }
        var now = time.GetUtcNow();
        await publisher.PublishAsync(
            new TransactionLabelled
            {
                EventId = Guid.CreateVersion7(now),
                Timestamp = now,
                TransactionId = alert.TransactionId,
                CardId = alert.CardId,
                TerminalId = alert.TerminalId,
                OccurredAt = alert.OccurredAt,
                IsFraud = isFraud,
            },
            cancellationToken: cancellationToken);
        return await cases.ChangeAsync(transactionId, isFraud ? CaseState.Fraud : CaseState.Genuine, change.By) is { } changed ? TypedResults.Ok(changed) : Missing(transactionId);
    }

    private static ProblemHttpResult Missing(string transactionId) => Problem($"There is no case of transaction '{transactionId}'.", StatusCodes.Status404NotFound);

    private static ProblemHttpResult Problem(string detail, int status) => TypedResults.Problem(detail, statusCode: status);
}
