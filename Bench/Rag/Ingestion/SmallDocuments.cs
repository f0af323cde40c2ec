using System.Globalization;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace EventAi.RagBench.Ingestion;

/// <summary>One 2 KB document after the other: from the first byte of its upload until a search finds it.</summary>
internal static class SmallDocuments
{
    private const int Bytes = 2048;
    private const int WarmUp = 10;
    private const double TargetMilliseconds = 500;

    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public static async Task RunAsync(HttpClient gateway, int samples, ResultTable table)
    {
        var maker = new TextMaker(seed: 7);
        var times = new List<double>(samples);
        for (var number = -WarmUp; number < samples; number++)
        {
            var milliseconds = await OneAsync(gateway, maker, $"small/{number}.txt", $"small{number + WarmUp}");
            if (number >= 0)
            {
                times.Add(milliseconds);
            }
        }
        var (p50, p95) = (Percentiles.Of(times, 0.5), Percentiles.Of(times, 0.95));
        table.Add("2 KB document searchable after upload", string.Create(CultureInfo.InvariantCulture, $"p50 {p50:F0} ms, p95 {p95:F0} ms, max {times.Max():F0} ms"), "p95 < 500 ms", p95 < TargetMilliseconds);
    }

    private static async Task<double> OneAsync(HttpClient gateway, TextMaker maker, string id, string mark)
    {
        var text = maker.Document(Bytes, mark);
        var started = TimeProvider.System.GetTimestamp();
        using var content = new StringContent(text, Encoding.UTF8, "text/plain");
        using var accepted = await gateway.PostAsync($"/documents?id={Uri.EscapeDataString(id)}", content);
        accepted.EnsureSuccessStatusCode();
        while (true)
        {
            // Another question each time: a cached answer would say nothing.
            using var response = await gateway.PostAsJsonAsync("/search", new { query = $"record {mark} {TimeProvider.System.GetTimestamp()}", limit = 1, mode = "sparse", documentId = id });
            if (response.IsSuccessStatusCode && (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("results").GetArrayLength() > 0)
            {
                return TimeProvider.System.GetElapsedTime(started).TotalMilliseconds;
            }
            if (TimeProvider.System.GetElapsedTime(started) > Patience)
            {
                throw new TimeoutException($"{id} is not found.");
            }
            await Task.Delay(Interval);
        }
    }
}
