using System.Text.Json;
using Microsoft.AspNetCore.Http.Features;

namespace EventAi.Ingestion.Status;

/// <summary>
/// Changes of state as server-sent events (WHATWG HTML, section 9.2): event <c>status</c>, data a <see cref="DocumentStatus"/>, id the position
/// in the stream of changes, which a client that comes back gives as Last-Event-ID. A comment every 15 seconds keeps the connection.
/// </summary>
public sealed class StatusStream(DocumentStatusStore statuses, DocumentChanges changes, TimeProvider time)
{
    public const string MediaType = "text/event-stream";

    private static readonly TimeSpan KeepAlive = TimeSpan.FromSeconds(15);

    public static bool IsWanted(HttpRequest request) => request.Headers.Accept.ToString().Contains(MediaType, StringComparison.OrdinalIgnoreCase);

    /// <summary>One document, until it is indexed, has failed or is deleted; all documents, until the client goes, where none is named.</summary>
    public async Task WriteAsync(HttpContext context, string? documentId)
    {
        var cancellationToken = context.RequestAborted;
        var position = context.Request.Headers["Last-Event-ID"].ToString() is { Length: > 0 } given && given.All(static letter => char.IsAsciiDigit(letter) || letter == '-')
            ? given
            : await changes.PositionAsync();
        context.Response.ContentType = MediaType;
        context.Response.Headers.CacheControl = "no-cache";
        context.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
        if (documentId is not null && await statuses.GetAsync(documentId) is { } now)
        {
            await SendAsync(context.Response, position, now, cancellationToken);
            if (IsEnd(now.State))
            {
                return;
            }
        }
        // Something at once: who passes the answer on sends its head with the first bytes of the body.
        await context.Response.WriteAsync(": following\n\n", cancellationToken);
        await context.Response.Body.FlushAsync(cancellationToken);
        try
        {
            await FollowAsync(context.Response, documentId, position, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The client has gone.
        }
    }

    private async Task FollowAsync(HttpResponse response, string? documentId, string position, CancellationToken cancellationToken)
    {
        var last = time.GetTimestamp();
        await foreach (var change in changes.FollowAsync(position, cancellationToken))
        {
            if (change is not null && (documentId is null || change.Id == documentId) && await statuses.GetAsync(change.Id) is { } status)
            {
                // The stream says which states there were, the store what else is known by now.
                await SendAsync(response, change.Position, status with { State = change.State, Version = change.Version }, cancellationToken);
                last = time.GetTimestamp();
                if (documentId is not null && IsEnd(change.State) && change.Version == status.Version)
                {
                    return;
                }
            }
            else if (time.GetElapsedTime(last) > KeepAlive)
            {
                await response.WriteAsync(": still here\n\n", cancellationToken);
                await response.Body.FlushAsync(cancellationToken);
                last = time.GetTimestamp();
            }
        }
    }

    private static bool IsEnd(DocumentState state) => state is DocumentState.Indexed or DocumentState.Failed or DocumentState.Deleted;

    private static async Task SendAsync(HttpResponse response, string position, DocumentStatus status, CancellationToken cancellationToken)
    {
        await response.WriteAsync($"id: {position}\nevent: status\ndata: {JsonSerializer.Serialize(status, JsonSerializerOptions.Web)}\n\n", cancellationToken);
        await response.Body.FlushAsync(cancellationToken);
    }
}
