using EventAi.Contracts;
using EventAi.Ingestion.Status;
using EventAi.Ingestion.Uploads;
using EventAi.ServiceDefaults.Kafka;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace EventAi.Ingestion;

internal static class IngestionEndpoints
{
    private const int MaxPage = 200;
    private const string RedriveSuffix = "/redrive";

    public static void MapIngestion(this IEndpointRouteBuilder endpoints)
    {
        var documents = endpoints.MapGroup("/documents");
        documents.MapPost("/", UploadEndpoint.UploadAsync).WithMetadata(new RequestSizeLimitAttribute(UploadEndpoint.MaxRequest)).DisableAntiforgery();
        documents.MapGet("/", ListAsync);
        documents.MapGet("/{**id}", GetAsync);
        documents.MapPost("/{**id}", RedriveAsync);
        documents.MapDelete("/{**id}", DeleteAsync);
    }

    /// <summary>The document's state; as server-sent events where the client accepts them.</summary>
    private static async Task<IResult> GetAsync(string id, HttpContext context, DocumentStatusStore statuses, StatusStream stream)
    {
        id = Decoded(id);
        if (await statuses.GetAsync(id) is not { } status)
        {
            return Unknown(id);
        }
        if (!StatusStream.IsWanted(context.Request))
        {
            return TypedResults.Ok(status);
        }
        await stream.WriteAsync(context, id);
        return TypedResults.Empty;
    }

    /// <summary>Latest uploads first, in pages; X-Total-Count says how many there are. As server-sent events: every change from now on.</summary>
    private static async Task<IResult> ListAsync(
        HttpContext context, DocumentStatusStore statuses, StatusStream stream, int offset = 0, int limit = 50, string? state = null)
    {
        if (StatusStream.IsWanted(context.Request))
        {
            await stream.WriteAsync(context, documentId: null);
            return TypedResults.Empty;
        }
        if (offset < 0 || limit is < 1 or > MaxPage)
        {
            return Problem(StatusCodes.Status400BadRequest, $"offset is 0 or more, limit 1 to {MaxPage}.");
        }
        DocumentState? wanted = null;
        if (!string.IsNullOrEmpty(state))
        {
            if (!Enum.TryParse<DocumentState>(state, ignoreCase: true, out var named) || !Enum.IsDefined(named) || char.IsAsciiDigit(state[0]))
            {
                return Problem(StatusCodes.Status400BadRequest, $"state is one of {string.Join(", ", Enum.GetNames<DocumentState>())}.");
            }
            wanted = named;
        }
        context.Response.Headers["X-Total-Count"] = $"{await statuses.CountAsync()}";
        return TypedResults.Ok(await statuses.ListAsync(offset, limit, wanted));
    }

    /// <summary>POST /documents/{id}/redrive: a failed document goes on from the stage that failed.</summary>
    private static async Task<Results<Accepted<DocumentStatus>, ProblemHttpResult>> RedriveAsync(string id, DocumentStatusStore statuses, UploadHandler uploads, CancellationToken cancellationToken)
    {
        id = Decoded(id);
        if (!id.EndsWith(RedriveSuffix, StringComparison.Ordinal))
        {
            return Problem(StatusCodes.Status405MethodNotAllowed, "Documents are uploaded to /documents; a failed one is driven on by POST /documents/{id}/redrive.");
        }
        id = id[..^RedriveSuffix.Length];
        if (await statuses.GetAsync(id) is not { } status)
        {
            return Unknown(id);
        }
        if (status.State is not DocumentState.Failed)
        {
            return Problem(StatusCodes.Status409Conflict, $"The document has not failed: it is {status.State}.");
        }
        return await uploads.RedriveAsync(id, cancellationToken) is { } driven
            ? TypedResults.Accepted($"/documents/{Uri.EscapeDataString(id)}", driven)
            : Problem(StatusCodes.Status409Conflict, "The document's bytes are gone, or others were uploaded meanwhile.");
    }

    private static async Task<Results<Accepted, ProblemHttpResult>> DeleteAsync(
        string id, DocumentStatusStore statuses, ObjectStorage storage, IEventPublisher publisher, TimeProvider time, CancellationToken cancellationToken)
    {
        id = Decoded(id);
        if (await statuses.DeleteAsync(id) is not { } status)
        {
            return Unknown(id);
        }
        await storage.DeleteAsync(id, cancellationToken);
        await publisher.PublishAsync(
            new DocumentDeleted
            {
                EventId = Guid.CreateVersion7(time.GetUtcNow()),
                Timestamp = time.GetUtcNow(),
                DocumentId = id,
                Version = status.Version,
                Tenant = status.Tenant ?? DocumentUploaded.DefaultTenant,
            },
            cancellationToken: cancellationToken);
        return TypedResults.Accepted($"/documents/{Uri.EscapeDataString(id)}");
    }

    /// <summary>A path arrives decoded but for its encoded slashes.</summary>
    private static string Decoded(string id) => id.Replace("%2F", "/", StringComparison.OrdinalIgnoreCase);

    private static ProblemHttpResult Unknown(string id) => Problem(StatusCodes.Status404NotFound, $"There is no document '{id}'.");

    private static ProblemHttpResult Problem(int status, string detail) => TypedResults.Problem(detail, statusCode: status);
}
