using System.Globalization;
using System.Net;
using System.Net.Http.Json;

namespace EventAi.Driver.Ingest;

/// <summary>
/// <c>ingest GATEWAY PATH [--prefix= --tenant= --source= --tags= --parallel=]</c>: uploads a file, or every readable file of a folder, and
/// waits until each is indexed or has failed. Exit code 0 when all are indexed.
/// </summary>
internal static class IngestCommand
{
    private const int Parallel = 8;
    private const int Attempts = 5;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>What the service reads; other files of a folder are passed over and counted.</summary>
    private static readonly HashSet<string> Extensions = new(StringComparer.OrdinalIgnoreCase)
    {
        ".txt", ".text", ".log", ".md", ".markdown", ".html", ".htm", ".xhtml", ".csv", ".tsv", ".json", ".jsonl", ".ndjson", ".eml", ".pdf", ".docx",
    };

    public static async Task<int> RunAsync(string gateway, string path, string[] options)
    {
        if (!TryFind(path, out var root, out var files, out var passedOver))
        {
            Console.Error.WriteLine($"There is no file or folder '{path}'.");
            return 2;
        }
        using var http = new HttpClient { BaseAddress = new Uri(gateway), Timeout = Timeout.InfiniteTimeSpan };
        var progress = new IngestProgress(files.Count);
        using var follower = new StatusFollower(http, progress);
        if (!await follower.StartAsync())
        {
            Console.Error.WriteLine($"Nothing answers at {gateway}: start the system with ./eventai up.");
            return 1;
        }
        using var drawing = new CancellationTokenSource();
        var drawn = progress.DrawAsync(drawing.Token);
        var parallel = int.Parse(Option(options, "--parallel") ?? Parallel.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
        await System.Threading.Tasks.Parallel.ForEachAsync(files, new ParallelOptions { MaxDegreeOfParallelism = parallel }, async (file, cancellationToken) =>
        {
            var id = Option(options, "--prefix") + Path.GetRelativePath(root, file).Replace('\\', '/');
            await UploadAsync(http, file, id, Query(options, id), progress, cancellationToken);
        });
        await follower.WaitAsync(Patience);
        await drawing.CancelAsync();
        await drawn;
        return progress.Report(passedOver);
    }

    private static bool TryFind(string path, out string root, out IReadOnlyList<string> files, out int passedOver)
    {
        if (File.Exists(path))
        {
            (root, files, passedOver) = (Path.GetDirectoryName(Path.GetFullPath(path))!, [Path.GetFullPath(path)], 0);
            return true;
        }
        root = Path.GetFullPath(path);
        var all = Directory.Exists(path)
            ? Directory.EnumerateFiles(root, "*", new EnumerationOptions { RecurseSubdirectories = true, IgnoreInaccessible = true }).Order(StringComparer.Ordinal).ToArray()
            : [];
        files = [.. all.Where(static file => Extensions.Contains(Path.GetExtension(file)))];
        passedOver = all.Length - files.Count;
        return Directory.Exists(path);
    }

    private static async Task UploadAsync(HttpClient http, string file, string id, string query, IngestProgress progress, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await using var stream = File.OpenRead(file);
                using var content = new StreamContent(stream);
                content.Headers.ContentType = new("application/octet-stream"); // the name says what it is
                progress.Uploading(id, stream.Length);
                using var response = await http.PostAsync($"/documents?{query}", content, cancellationToken);
                if (response.StatusCode == HttpStatusCode.Accepted)
                {
                    var accepted = await response.Content.ReadFromJsonAsync<Accepted>(cancellationToken);
                    progress.Uploaded(id, accepted!.Unchanged);
                    return;
                }
                if (attempt == Attempts || (int)response.StatusCode is >= 400 and < 500 and not 429)
                {
                    progress.Failed(id, $"{(int)response.StatusCode} {await DetailAsync(response, cancellationToken)}");
                    return;
                }
            }
            catch (Exception exception) when (exception is HttpRequestException or IOException or UnauthorizedAccessException)
            {
                if (attempt == Attempts || exception is UnauthorizedAccessException)
                {
                    progress.Failed(id, exception.Message);
                    return;
                }
            }
            await Task.Delay(TimeSpan.FromMilliseconds(200 << attempt), cancellationToken);
        }
    }

    private static async Task<string?> DetailAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        try
        {
            return (await response.Content.ReadFromJsonAsync<Problem>(cancellationToken))?.Detail;
        }
        catch (Exception exception) when (exception is System.Text.Json.JsonException or NotSupportedException)
        {
            return response.ReasonPhrase;
        }
    }

    private static string Query(string[] options, string id)
    {
        var pairs = new List<string> { $"id={Uri.EscapeDataString(id)}", $"source={Uri.EscapeDataString(Option(options, "--source") ?? "folder")}" };
        foreach (var name in (string[])["tenant", "tags"])
        {
            if (Option(options, $"--{name}") is { } value)
            {
                pairs.Add($"{name}={Uri.EscapeDataString(value)}");
            }
        }
        return string.Join('&', pairs);
    }

    private static string? Option(string[] options, string name)
        => Array.Find(options, option => option.StartsWith($"{name}=", StringComparison.Ordinal))?[(name.Length + 1)..];

    private sealed record Accepted(bool Unchanged);

    private sealed record Problem(string? Detail);
}
