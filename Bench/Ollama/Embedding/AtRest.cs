using System.Diagnostics;
using System.Net.Http.Json;

namespace EventAi.Bench.Ollama.Embedding;

/// <summary>What the server takes when nobody asks it for anything.</summary>
internal sealed record AtRest(double StartSeconds, double Megabytes, double LoadedMegabytes, double UnloadedMegabytes, double CpuPercent)
{
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Watching = TimeSpan.FromSeconds(10);

    public static async Task<AtRest> MeasureAsync()
    {
        var started = Stopwatch.GetTimestamp();
        using var server = await ServerProcess.StartAsync();
        var start = Stopwatch.GetElapsedTime(started).TotalSeconds;
        await Task.Delay(Settling);
        var empty = server.Megabytes;
        string[] input = [.. Enumerable.Repeat("the card has not arrived", 200)];
        using var used = await server.Http.PostAsJsonAsync("/api/embed", new { model = "use-lite", input });
        await Task.Delay(Settling);
        var (loaded, before) = (server.Megabytes, server.ProcessorTime);
        await Task.Delay(Watching);
        var cpu = (server.ProcessorTime - before) / Watching * 100;
        using var unloaded = await server.Http.PostAsJsonAsync("/api/embed", new { model = "use-lite", keep_alive = 0 });
        await Task.Delay(Settling);
        return new AtRest(start, empty, loaded, server.Megabytes, cpu);
    }
}
