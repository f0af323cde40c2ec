using System.Diagnostics;
using System.Text.Json;
using Microsoft.Extensions.Options;

namespace EventAi.Ingestion.Uploads;

/// <summary>
/// <c>POST /documents</c> in three forms. Raw: the body is the document, <c>?id=</c> names it, Content-Type says what it is. Multipart: every
/// file is a document, named by its file name behind <c>?prefix=</c> (or by <c>?id=</c> where it is the only one). By URL (where allowed):
/// <c>{"urls":["https://…"]}</c> as application/json without <c>?id=</c>. <c>tenant</c>, <c>source</c>, <c>tags</c> and <c>publishedAt</c> are
/// parameters of all three. Answers 202 (207 where some of several were refused): the work follows.
/// </summary>
internal static class UploadEndpoint
{
    /// <summary>Bytes of a request: one document of the largest size and what multipart puts around it.</summary>
    public const int MaxRequest = 51 * 1024 * 1024;

    private const int MaxFiles = 1000;
    private const int MaxUrls = 20;

    public static async Task<IResult> UploadAsync(
        HttpRequest request, [AsParameters] UploadParameters parameters, DocumentUploads uploads, UrlFetcher urls, IOptions<IngestionOptions> options, CancellationToken cancellationToken)
    {
        var form = request.HasFormContentType && request.ContentType!.StartsWith("multipart/", StringComparison.OrdinalIgnoreCase);
        var byUrl = !form && parameters.Id is null && request.ContentType?.StartsWith("application/json", StringComparison.OrdinalIgnoreCase) == true;
        var facts = UploadFacts.Read(parameters.Tenant, parameters.Source, parameters.Tags, parameters.PublishedAt, byUrl ? "url" : "api", Activity.Current?.Id, out var problem);
        if (facts is null)
        {
            return Problem(StatusCodes.Status400BadRequest, problem!);
        }
        if (form)
        {
            return await FilesAsync(request, parameters, facts, uploads, cancellationToken);
        }
        if (byUrl)
        {
            return options.Value.AllowUrls
                ? await UrlsAsync(request, facts, uploads, urls, cancellationToken)
                : Problem(StatusCodes.Status403Forbidden, "Documents by URL are not allowed here (Ingestion:AllowUrls). To upload JSON, name it with the query parameter 'id'.");
        }
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body, cancellationToken);
        return Answer(await uploads.AcceptAsync(parameters.Id, request.ContentType, body.ToArray(), facts, cancellationToken));
    }

    private static async Task<IResult> FilesAsync(HttpRequest request, UploadParameters parameters, UploadFacts facts, DocumentUploads uploads, CancellationToken cancellationToken)
    {
        IFormCollection form;
        try
        {
            form = await request.ReadFormAsync(cancellationToken);
        }
        catch (Exception exception) when (exception is InvalidDataException || (exception is IOException && exception is not BadHttpRequestException))
        {
            return Problem(StatusCodes.Status400BadRequest, $"The form cannot be read: {exception.Message}");
        }
        if (form.Files.Count is 0 or > MaxFiles || (parameters.Id is not null && form.Files.Count > 1))
        {
            return Problem(StatusCodes.Status400BadRequest, $"The form has {form.Files.Count} files; it has 1 to {MaxFiles}, and one where 'id' names it.");
        }
        var results = new List<UploadResult>();
        foreach (var file in form.Files)
        {
            using var content = new MemoryStream();
            await file.CopyToAsync(content, cancellationToken);
            var id = parameters.Id ?? parameters.Prefix + file.FileName.Replace('\\', '/').TrimStart('/');
            results.Add(await uploads.AcceptAsync(id, file.ContentType, content.ToArray(), facts, cancellationToken));
        }
        return Answer(results);
    }

    private static async Task<IResult> UrlsAsync(HttpRequest request, UploadFacts facts, DocumentUploads uploads, UrlFetcher fetcher, CancellationToken cancellationToken)
    {
        UrlList? list;
        try
        {
            list = await request.ReadFromJsonAsync<UrlList>(cancellationToken);
        }
        catch (JsonException)
        {
            list = null;
        }
        if (list?.Urls is not { Count: > 0 and <= MaxUrls } urls)
        {
            return Problem(StatusCodes.Status400BadRequest, $$"""The body names 1 to {{MaxUrls}} documents: {"urls":["https://…"]}.""");
        }
        var results = await Task.WhenAll(urls.Select(async given =>
        {
            if (!Uri.TryCreate(given, UriKind.Absolute, out var url) || (url.Scheme != Uri.UriSchemeHttps && url.Scheme != Uri.UriSchemeHttp) || url.UserInfo.Length > 0)
            {
                return UploadResult.Refused(given ?? "", StatusCodes.Status400BadRequest, "Not an http or https URL (without user name).");
            }
            var (bytes, contentType, problem) = await fetcher.FetchAsync(url, cancellationToken);
            return problem is not null
                ? UploadResult.Refused(given, StatusCodes.Status422UnprocessableEntity, problem)
                : await uploads.AcceptAsync($"{url.Host}{url.AbsolutePath}", contentType, bytes, facts, cancellationToken);
        }));
        return Answer(results);
    }

    private static IResult Answer(UploadResult result)
        => result.Problem is null ? TypedResults.Accepted($"/documents/{Uri.EscapeDataString(result.DocumentId)}", result) : Problem(result.Status, result.Problem);

    private static IResult Answer(IReadOnlyList<UploadResult> results)
        => results is [var only]
            ? Answer(only)
            : TypedResults.Json(results, statusCode: results.All(static result => result.Problem is null) ? StatusCodes.Status202Accepted : StatusCodes.Status207MultiStatus);

    private static IResult Problem(int status, string detail) => TypedResults.Problem(detail, statusCode: status);

    private sealed record UrlList(IReadOnlyList<string>? Urls);
}
