using System.Diagnostics;
using System.Security.Cryptography;
using EventAi.Ingestion.Parsing;
using EventAi.Ingestion.Status;
using Microsoft.Extensions.Options;

namespace EventAi.Ingestion.Uploads;

/// <summary>Takes a document of the API: checks it, gives it a version and stores it; the bucket's notification does the rest.</summary>
public sealed class DocumentUploads(ObjectStorage storage, DocumentStatusStore statuses, IOptions<IngestionOptions> options)
{
    public const int MaxId = 256;

    public async Task<UploadResult> AcceptAsync(string? id, string? contentType, byte[] bytes, UploadFacts facts, CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(id) || id.Length > MaxId || id.Any(char.IsControl))
        {
            return UploadResult.Refused(id ?? "", StatusCodes.Status400BadRequest, $"The query parameter 'id' names the document: 1 to {MaxId} characters, no control characters.");
        }
        if (MediaTypes.Of(contentType, id) is not { } mediaType)
        {
            return UploadResult.Refused(id, StatusCodes.Status415UnsupportedMediaType, $"Documents of type '{contentType}' cannot be read: {MediaTypes.Readable}.");
        }
        if (bytes.Length == 0)
        {
            return UploadResult.Refused(id, StatusCodes.Status400BadRequest, "The document is empty.");
        }
        if (bytes.Length > options.Value.MaxDocumentBytes)
        {
            return UploadResult.Refused(id, StatusCodes.Status413PayloadTooLarge, $"A document has at most {options.Value.MaxDocumentBytes} bytes.");
        }
        var document = await statuses.BeginVersionAsync(id, Path.GetFileName(id), mediaType, bytes.Length, Convert.ToHexStringLower(SHA256.HashData(bytes)), facts.Tenant);
        var known = document.State is not DocumentState.Uploaded;
        if (!known)
        {
            // The charset is kept: the bytes alone do not always tell.
            var stored = MediaTypes.Charset(contentType) is { } charset ? $"{mediaType}; charset={charset}" : mediaType;
            using var content = new MemoryStream(bytes, writable: false);
            await storage.PutAsync(id, stored, content, facts, cancellationToken);
        }
        return new UploadResult(id, document.Version, known, Activity.Current?.TraceId.ToHexString(), StatusCodes.Status202Accepted, Problem: null);
    }
}
