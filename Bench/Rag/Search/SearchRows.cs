using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;

namespace EventAi.RagBench.Search;

/// <summary>Searches and questions through the gateway, one after another, each another one; and again, from the caches.</summary>
internal static class SearchRows
{
    /// <summary>Until the services run compiled for speed: searches just after a start take about twice as long.</summary>
    private const int FirstSearches = 1500;

    /// <summary>Of each row.</summary>
    private const int Warm = 60;
    private const double SearchTarget = 10;
    private const double OverheadTarget = 3.5;
    private const double HitTarget = 2;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private static readonly string[] Asked = ["Who signs", "Who keeps", "Who returns", "Who reviews", "Who forwards", "Who checks", "Who rejects", "Who counts"];
    private static readonly string[] Objects = ["the weekly ledger", "each open claim", "the spare key", "all travel notices", "the fire register", "a copy of the contract", "the list of devices"];

    public static async Task RunAsync(HttpClient gateway, int chunks, int samples, ResultTable table)
    {
        await MeasureAsync(FirstSearches, number => SearchAsync(gateway, "hybrid", $"{Question(number)} first"));
        foreach (var mode in new[] { "hybrid", "dense", "sparse" })
        {
            var times = await MeasureAsync(samples, number => SearchAsync(gateway, mode, $"{Question(number)} in {SyntheticIndex.Mark((number + 500) * 97 % chunks)} {mode}"));
            Add(table, $"search, {mode}, {chunks:N0} chunks", times, 0.95, SearchTarget, "p95");
        }
        await MeasureAsync(1, number => SearchAsync(gateway, "hybrid", Question(number)));
        await KeptAsync(async () => (await SearchAsync(gateway, "hybrid", Question(0))).Cached);
        Add(table, "search, kept", await MeasureAsync(samples, _ => SearchAsync(gateway, "hybrid", Question(0))), 0.5, HitTarget, "p50");

        var overheads = await MeasureAsync(samples, number => AskAsync(gateway, $"{Question(number)} in {SyntheticIndex.Mark((number + 500) * 89 % chunks)}?"));
        Add(table, $"ask without the models' time, {chunks:N0} chunks", overheads, 0.5, OverheadTarget, "p50");
        await KeptAsync(async () => (await AskAsync(gateway, "Who signs the fire register?")).Cached);
        Add(table, "ask, kept", await MeasureAsync(samples, _ => AskAsync(gateway, "Who signs the fire register?")), 0.5, HitTarget, "p50");
    }

    private static string Question(int number) => string.Create(CultureInfo.InvariantCulture, $"{Asked[(number & 0xffff) % Asked.Length]} {Objects[(number & 0xffff) / Asked.Length % Objects.Length]} number {number}");

    private static async Task<IReadOnlyList<double>> MeasureAsync(int samples, Func<int, Task<(double Milliseconds, bool Cached)>> one)
    {
        var times = new List<double>(samples);
        for (var number = -Warm; number < samples; number++)
        {
            var (milliseconds, _) = await one(number);
            if (number >= 0)
            {
                times.Add(milliseconds);
            }
        }
        return times;
    }

    /// <summary>What is kept is kept behind the answer's back.</summary>
    private static async Task KeptAsync(Func<Task<bool>> isKept)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (!await isKept())
        {
            if (TimeProvider.System.GetElapsedTime(started) > Patience)
            {
                throw new TimeoutException("Nothing is kept.");
            }
        }
    }

    private static async Task<(double Milliseconds, bool Cached)> SearchAsync(HttpClient gateway, string mode, string query)
    {
        var started = TimeProvider.System.GetTimestamp();
        using var response = await gateway.PostAsJsonAsync("/search", new { query, mode });
        await response.EnsureSuccessStatusCode().Content.ReadAsByteArrayAsync();
        return (TimeProvider.System.GetElapsedTime(started).TotalMilliseconds, response.Headers.GetValues("X-Cache").First() == "hit");
    }

    private static async Task<(double Milliseconds, bool Cached)> AskAsync(HttpClient gateway, string question)
    {
        var started = TimeProvider.System.GetTimestamp();
        using var response = await gateway.PostAsJsonAsync("/ask", new { question });
        var bytes = await response.EnsureSuccessStatusCode().Content.ReadAsByteArrayAsync();
        var milliseconds = TimeProvider.System.GetElapsedTime(started).TotalMilliseconds;
        using var answer = JsonDocument.Parse(bytes);
        return (milliseconds - answer.RootElement.GetProperty("usage").GetProperty("modelMilliseconds").GetDouble(), answer.RootElement.GetProperty("cached").GetBoolean());
    }

    private static void Add(ResultTable table, string row, IReadOnlyList<double> times, double share, double target, string name)
        => table.Add(
            row,
            string.Create(CultureInfo.InvariantCulture, $"p50 {Percentiles.Of(times, 0.5):F2} ms, p95 {Percentiles.Of(times, 0.95):F2} ms"),
            string.Create(CultureInfo.InvariantCulture, $"{name} < {target} ms"),
            Percentiles.Of(times, share) < target);
}
