using System.Text.Json;
using EventAi.Contracts;
using EventAi.ServiceDefaults.Kafka;
using Microsoft.AspNetCore.Http.HttpResults;

namespace EventAi.Gateway.Labels;

internal static class LabelEndpoints
{
    /// <summary><c>POST /transactions/{id}/label</c>: a label for any transaction, such as a chargeback that no alert foresaw. Answers 202 once it is on the bus.</summary>
    public static void MapLabels(this IEndpointRouteBuilder endpoints) => endpoints.MapPost("/transactions/{transactionId}/label", SubmitAsync);

    private static async Task<Results<Accepted, ProblemHttpResult>> SubmitAsync(
        string transactionId, HttpRequest request, IEventPublisher publisher, TimeProvider time, CancellationToken cancellationToken)
    {
        LabelRequest? submitted;
        try
        {
            submitted = await JsonSerializer.DeserializeAsync(request.Body, LabelJson.Default.LabelRequest, cancellationToken);
        }
        catch (JsonException exception)
        {
            return Problem($"The body is not a label: {exception.Message}");
        }
        if (submitted is null)
        {
            return Problem("The body is null.");
        }
        var labelled = submitted.Labelled(transactionId, time.GetUtcNow());
        if (EventSchema<TransactionLabelled>.Violation(labelled) is { } violation)
        {
            return Problem(violation);
        }
        await publisher.PublishAsync(labelled, cancellationToken: cancellationToken);
        return TypedResults.Accepted((string?)null);
    }

    private static ProblemHttpResult Problem(string detail) => TypedResults.Problem(detail, statusCode: StatusCodes.Status400BadRequest);
}
