using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace EventAi.RagBench.Ingestion;

/// <summary>Many documents at once: from the first upload until the last is indexed, as the stream of states says.</summary>
internal static class BulkIngestion
{
    private const int Parallel = 8;
    private const int Bytes = 8 * 1024;
    private const double TargetChunksPerSecond = 300;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);

    public static async Task RunAsync(HttpClient gateway, int documents, ResultTable table)
    {
        await IngestAsync(gateway, "warm", documents: 40, static (maker, mark) => maker.Document(Bytes, mark));
        var (chunks, seconds) = await IngestAsync(gateway, "handbook", documents, static (maker, mark) => maker.Handbook(Bytes, mark));
        table.Add(
            $"bulk: {documents} handbooks of 8 KB, short sections", Rate(chunks, seconds), ">= 300 chunks/s", chunks / seconds >= TargetChunksPerSecond);
        (chunks, seconds) = await IngestAsync(gateway, "prose", documents / 2, static (maker, mark) => maker.Document(Bytes, mark));
        table.Add($"bulk: {documents / 2} texts of 8 KB, full chunks (128 tokens)", Rate(chunks, seconds), "", good: true);
    }

    private static string Rate(int chunks, double seconds) => string.Create(CultureInfo.InvariantCulture, $"{chunks / seconds:F0} chunks/s ({chunks} chunks in {seconds:F1} s)");

    private static async Task<(int Chunks, double Seconds)> IngestAsync(HttpClient gateway, string name, int documents, Func<TextMaker, string, string> make)
    {
        var maker = new TextMaker(seed: name.Length + documents);
        var texts = Enumerable.Range(0, documents).Select(number => make(maker, $"{name}{number}")).ToArray();
        using var deadline = new CancellationTokenSource(Patience);
        var open = new ConcurrentDictionary<string, bool>(Enumerable.Range(0, documents).Select(number => KeyValuePair.Create($"{name}/{number}.md", value: true)));
        using var request = new HttpRequestMessage(HttpMethod.Get, "/documents");
        request.Headers.Accept.Add(new("text/event-stream"));
        using var states = await gateway.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, deadline.Token);
        var started = TimeProvider.System.GetTimestamp();
        var following = FollowAsync(states, open, deadline.Token);
        await System.Threading.Tasks.Parallel.ForEachAsync(Enumerable.Range(0, documents), new ParallelOptions { MaxDegreeOfParallelism = Parallel, CancellationToken = deadline.Token }, async (number, cancellationToken) =>
        {
            using var content = new StringContent(texts[number], Encoding.UTF8, "text/markdown");
            using var response = await gateway.PostAsync($"/documents?id={name}/{number}.md", content, cancellationToken);
            response.EnsureSuccessStatusCode();
        });
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name}: {documents} documents uploaded in {TimeProvider.System.GetElapsedTime(started).TotalSeconds:F1} s"));
        var chunks = await following;
        return (chunks, TimeProvider.System.GetElapsedTime(started).TotalSeconds);
    }

    private static async Task<int> FollowAsync(HttpResponseMessage states, ConcurrentDictionary<string, bool> open, CancellationToken cancellationToken)
    {
        using var reader = new StreamReader(await states.Content.ReadAsStreamAsync(cancellationToken));
        var chunks = 0;
        while (!open.IsEmpty && await reader.ReadLineAsync(cancellationToken) is { } line)
        {
            if (!line.StartsWith("data: ", StringComparison.Ordinal))
            {
                continue;
            }
            using var status = JsonDocument.Parse(line.AsMemory(6));
            var state = status.RootElement.GetProperty("state").GetString();
            if (state == "Failed")
            {
                throw new InvalidOperationException($"A document failed: {line}");
            }
            if (state == "Indexed" && open.TryRemove(status.RootElement.GetProperty("documentId").GetString()!, out _))
            {
                chunks += status.RootElement.GetProperty("chunks").GetInt32();
            }
        }
        return chunks;
    }
}
