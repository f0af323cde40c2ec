using System.Diagnostics;
using System.Security.Cryptography;
using EventAi.Contracts;
using EventAi.Ingestion.Parsing;
using EventAi.Ingestion.Status;
using EventAi.Ingestion.Uploads;
using EventAi.ServiceDefaults.Kafka;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;

namespace EventAi.Ingestion;

internal static class IngestionEndpoints
{
    private const int MaxPage = 200;

    public static void MapIngestion(this IEndpointRouteBuilder endpoints)
    {
        var documents = endpoints.MapGroup("/documents");
        documents.MapPost("/", UploadAsync).WithMetadata(new RequestSizeLimitAttribute(51 * 1024 * 1024));
        documents.MapGet("/", ListAsync);
        documents.MapGet("/{**id}", GetAsync);
        documents.MapDelete("/{**id}", DeleteAsync);
    }

    /// <summary>The body is the document; <c>?id=</c> names it (a path with the file's extension), Content-Type says what it is. Answers 202: the work follows.</summary>
    private static async Task<Results<Accepted<DocumentAccepted>, ProblemHttpResult>> UploadAsync(
        string? id, HttpRequest request, ObjectStorage storage, DocumentStatusStore statuses, IOptions<IngestionOptions> options, CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(id) || id.Length > 256 || id.Any(char.IsControl))
        {
            return Problem(StatusCodes.Status400BadRequest, "The query parameter 'id' names the document: 1 to 256 characters, no control characters.");
        }
        if (DocumentParser.MediaType(request.ContentType, id) is not { } mediaType)
        {
            return Problem(StatusCodes.Status415UnsupportedMediaType, $"Documents of type '{request.ContentType}' cannot be read: text/plain, text/markdown and text/html can.");
        }
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body, cancellationToken);
        if (body.Length == 0)
        {
            return Problem(StatusCodes.Status400BadRequest, "The document is empty.");
        }
        if (body.Length > options.Value.MaxDocumentBytes)
        {
            return Problem(StatusCodes.Status413PayloadTooLarge, $"A document has at most {options.Value.MaxDocumentBytes} bytes.");
        }
        body.Position = 0;
        var hash = Convert.ToHexStringLower(await SHA256.HashDataAsync(body, cancellationToken));
        var document = await statuses.BeginVersionAsync(id, Path.GetFileName(id), mediaType, body.Length, hash);
        body.Position = 0;
        await storage.PutAsync(id, mediaType, body, Activity.Current?.Id, cancellationToken);
        return TypedResults.Accepted($"/documents/{Uri.EscapeDataString(id)}", new DocumentAccepted(id, document.Version, Activity.Current?.TraceId.ToHexString()));
    }

    private static async Task<Results<Ok<DocumentStatus>, ProblemHttpResult>> GetAsync(string id, DocumentStatusStore statuses)
        => await statuses.GetAsync(Decoded(id)) is { } status ? TypedResults.Ok(status) : Unknown(Decoded(id));

    private static async Task<Results<Ok<IReadOnlyList<DocumentStatus>>, ProblemHttpResult>> ListAsync(DocumentStatusStore statuses, int offset = 0, int limit = 50)
        => offset < 0 || limit is < 1 or > MaxPage
            ? Problem(StatusCodes.Status400BadRequest, $"offset is 0 or more, limit 1 to {MaxPage}.")
            : TypedResults.Ok(await statuses.ListAsync(offset, limit));

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
            new DocumentDeleted { EventId = Guid.CreateVersion7(time.GetUtcNow()), Timestamp = time.GetUtcNow(), DocumentId = id, Version = status.Version },
            cancellationToken: cancellationToken);
        return TypedResults.Accepted($"/documents/{Uri.EscapeDataString(id)}");
    }

    /// <summary>A path arrives decoded but for its encoded slashes.</summary>
    private static string Decoded(string id) => id.Replace("%2F", "/", StringComparison.OrdinalIgnoreCase);

    private static ProblemHttpResult Unknown(string id) => Problem(StatusCodes.Status404NotFound, $"There is no document '{id}'.");

    private static ProblemHttpResult Problem(int status, string detail) => TypedResults.Problem(detail, statusCode: status);
}
