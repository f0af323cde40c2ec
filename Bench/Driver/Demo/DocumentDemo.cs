using System.Net;
using System.Net.Http.Json;

namespace EventAi.Driver.Demo;

/// <summary>Uploads the sample documents and waits until each can be found.</summary>
internal static class DocumentDemo
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(20);

    private static readonly Dictionary<string, string> Types = new(StringComparer.Ordinal)
    {
        [".md"] = "text/markdown",
        [".txt"] = "text/plain",
        [".html"] = "text/html",
    };

    public static async Task<bool> RunAsync(HttpClient gateway, string samples)
    {
        var files = Directory.EnumerateFiles(samples).Where(static file => Types.ContainsKey(Path.GetExtension(file)) && Path.GetFileName(file) != "README.md").Order(StringComparer.Ordinal).ToArray();
        Console.WriteLine($"Documents: {files.Length} of samples/");
        var started = TimeProvider.System.GetTimestamp();
        var accepted = await Task.WhenAll(files.Select(file => UploadAsync(gateway, file)));
        var statuses = await Task.WhenAll(accepted.Select(document => IndexedAsync(gateway, document.DocumentId)));
        var elapsed = TimeProvider.System.GetElapsedTime(started);
        foreach (var failed in statuses.Where(static status => status.State != "Indexed"))
        {
            Console.WriteLine($"  {failed.DocumentId}: {failed.State} {failed.Stage} {failed.Reason}");
        }
        Console.WriteLine($"  {statuses.Count(static status => status.State == "Indexed")} indexed, {statuses.Sum(static status => status.Chunks ?? 0)} chunks, {elapsed.TotalSeconds:F2} s from the first upload to the last being searchable");
        Console.WriteLine($"  trace of {accepted[0].DocumentId}: {DemoCommand.TraceLink(accepted[0].TraceId)}");
        return Array.TrueForAll(statuses, static status => status.State == "Indexed");
    }

    private static async Task<Accepted> UploadAsync(HttpClient gateway, string file)
    {
        using var content = new ByteArrayContent(await File.ReadAllBytesAsync(file));
        content.Headers.ContentType = new(Types[Path.GetExtension(file)]);
        using var response = await gateway.PostAsync($"/documents?id={Uri.EscapeDataString(Path.GetFileName(file))}", content);
        response.EnsureSuccessStatusCode();
        return (await response.Content.ReadFromJsonAsync<Accepted>())!;
    }

    private static async Task<Status> IndexedAsync(HttpClient gateway, string id)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (true)
        {
            using var response = await gateway.GetAsync($"/documents/{Uri.EscapeDataString(id)}");
            var status = response.StatusCode == HttpStatusCode.OK ? await response.Content.ReadFromJsonAsync<Status>() : null;
            if (status?.State is "Indexed" or "Failed" || TimeProvider.System.GetElapsedTime(started) > Patience)
            {
                return status ?? new Status(id, "unknown", Chunks: null, Stage: null, Reason: null);
            }
            await Task.Delay(Interval);
        }
    }

    private sealed record Accepted(string DocumentId, string? TraceId);

    private sealed record Status(string DocumentId, string State, int? Chunks, string? Stage, string? Reason);
}
