using System.Diagnostics;
using System.Text.Json;

namespace EventAi.Bench.Ollama.Embedding;

/// <summary>The original in TensorFlow.js, from npm, on the same weights and texts, in a process of its own.</summary>
internal static class Reference
{
    public sealed record Result(double Alone, double Batched, float[][] Vectors);

    /// <summary>A result for each list of texts.</summary>
    public static async Task<Result[]> MeasureAsync(string weights, string[][] texts)
    {
        var folder = Repository.PathOf(".eventai", "bench", "ollama");
        Directory.CreateDirectory(folder);
        var source = Path.Combine(AppContext.BaseDirectory, "reference");
        File.Copy(Path.Combine(source, "package.json"), Path.Combine(folder, "package.json"), overwrite: true);
        await RunAsync("npm", ["install", "--prefix", folder, "--legacy-peer-deps", "--no-audit", "--no-fund", "--loglevel=error"], input: null, folder);
        var output = await RunAsync("node", [Path.Combine(source, "reference.mjs")], JsonSerializer.Serialize(new { folder = weights, texts }), folder);
        return JsonSerializer.Deserialize<Dictionary<string, Result[]>>(output, JsonSerializerOptions.Web)!["wasm"];
    }

    private static async Task<string> RunAsync(string program, string[] arguments, string? input, string folder)
    {
        var start = new ProcessStartInfo(program, arguments) { UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["EVENTAI_MODULES"] = Path.Combine(folder, "node_modules");
        using var process = Process.Start(start)!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        await process.WaitForExitAsync().WaitAsync(TimeSpan.FromMinutes(10));
        return process.ExitCode == 0 ? await output : throw new InvalidOperationException($"{program} failed: {await errors}");
    }
}
