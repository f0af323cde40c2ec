using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Document = EventAi.Bench.Retrieval.Collections.Document;

namespace EventAi.Bench.Retrieval.Api;

/// <summary>The system as its users see it: documents go in by <c>POST /documents</c>, results come from <c>POST /search</c>, all through the gateway.</summary>
internal sealed class PublicApi(HttpClient gateway, TimeProvider time)
{
    private const int Uploads = 24;
    private const int Watchers = 8;
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private string[] _ids = [];

    /// <summary>Uploads all documents and waits until each can be found; returns what became of those that cannot.</summary>
    /// <exception cref="ApiException">The system refuses a document, or nothing moved for five minutes.</exception>
    public async Task<IReadOnlyList<string>> IndexAsync(IReadOnlyList<Document> documents, Progress uploaded, Progress indexed)
    {
        _ids = [.. documents.Select(static document => document.Id)];
        var uploads = Parallel.ForEachAsync(documents.Index(), new ParallelOptions { MaxDegreeOfParallelism = Uploads }, async (entry, cancellation) =>
        {
            await UploadAsync(entry.Index, entry.Item, cancellation);
            uploaded.Add(1);
        });
        await uploads;
        var failed = new System.Collections.Concurrent.ConcurrentBag<string>();
        await Parallel.ForEachAsync(documents.Index(), new ParallelOptions { MaxDegreeOfParallelism = Watchers }, async (entry, cancellation) =>
        {
            if (await FailureAsync(entry.Index, cancellation) is { } reason)
            {
                failed.Add($"{entry.Item.Id}: {reason}");
            }
            indexed.Add(1);
        });
        return [.. failed];
    }

    /// <summary>Ids of the documents found, best first.</summary>
    public async Task<IReadOnlyList<string>> SearchAsync(SearchSpec search, string query, CancellationToken cancellationToken)
    {
        var body = new { query, mode = search.Mode, limit = search.Limit, groupBy = "document", highlights = false, rerank = search.Rerank, sparseWeight = search.SparseWeight };
        using var response = await gateway.PostAsJsonAsync("/search", body, cancellationToken);
        var answer = await response.Content.ReadFromJsonAsync<JsonElement>(cancellationToken);
        return response.IsSuccessStatusCode
            ? [.. answer.GetProperty("results").EnumerateArray().Select(result => Original(result.GetProperty("documentId").GetString()!))]
            : throw new ApiException($"the search for '{query}' was answered {(int)response.StatusCode}: {answer}");
    }

    /// <summary>Ids of a collection may hold anything; those of documents are file names.</summary>
    private static string NameOf(int number) => $"bench/{number}";

    private string Original(string name)
        => name.StartsWith("bench/", StringComparison.Ordinal) && int.TryParse(name["bench/".Length..], out var number) && number < _ids.Length ? _ids[number] : name;

    private async Task UploadAsync(int number, Document document, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        while (true)
        {
            using var content = Content(document);
            using var response = await gateway.PostAsync($"/documents?id={Uri.EscapeDataString(NameOf(number))}", content, cancellationToken);
            if (response.IsSuccessStatusCode)
            {
                return;
            }
            if (response.StatusCode is not (HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable) || time.GetElapsedTime(started) > Patience)
            {
                throw new ApiException($"document {document.Id} was answered {(int)response.StatusCode}: {await response.Content.ReadAsStringAsync(cancellationToken)}");
            }
            await Task.Delay(Between, time, cancellationToken);
        }
    }

    /// <summary>A text with a title is a page with a heading; any other is plain text.</summary>
    private static StringContent Content(Document document)
    {
        var (title, text) = (WebUtility.HtmlEncode(document.Title), WebUtility.HtmlEncode(document.Text).ReplaceLineEndings("</p>\n<p>"));
        return document.Title.Length == 0 || document.Text.Length == 0
            ? new StringContent(document.Content, Encoding.UTF8, "text/plain")
            : new StringContent($"<!doctype html><html><head><title>{title}</title></head><body><main><h1>{title}</h1>\n<p>{text}</p></main></body></html>", Encoding.UTF8, "text/html");
    }

    /// <summary>Null when the document is indexed, else why it never will be.</summary>
    private async Task<string?> FailureAsync(int number, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        while (time.GetElapsedTime(started) < Patience)
        {
            using var response = await gateway.GetAsync($"/documents/{Uri.EscapeDataString(NameOf(number))}", cancellationToken);
            var status = response.IsSuccessStatusCode ? await response.Content.ReadFromJsonAsync<JsonElement>(cancellationToken) : default;
            switch (status.ValueKind == JsonValueKind.Object ? status.GetProperty("state").GetString() : null)
            {
                case "Indexed":
                    return null;
                case "Failed":
                    return status.TryGetProperty("reason", out var reason) ? reason.ToString() : "failed";
                default:
                    await Task.Delay(Between, time, cancellationToken);
                    break;
            }
        }
        throw new ApiException($"{NameOf(number)} is not indexed after {Patience.TotalMinutes} minutes.");
    }
}
