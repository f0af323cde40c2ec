using System.Diagnostics;
using System.Text.Json;

namespace EventAi.Bench.Qdrant;

/// <summary>The rivals of npm, each in a Node.js process of its own, on the same vectors; their packages are under .eventai/bench/qdrant.</summary>
internal static class RivalRuns
{
    private static readonly JsonSerializerOptions Reading = new() { PropertyNameCaseInsensitive = true };

    public static async Task<List<Figures>> MeasureAsync(BenchOptions options, Vectors vectors)
    {
        var modules = await InstallAsync();
        var data = Directory.CreateTempSubdirectory("eventai-bench-").FullName;
        try
        {
            vectors.Save(data);
            var figures = new List<Figures>();
            foreach (var rival in options.Rivals)
            {
                Console.Error.WriteLine(rival);
                var (exit, output) = await RunAsync("node", "--max-old-space-size=16000", Path.Combine(AppContext.BaseDirectory, "rivals", "rival.cjs"), rival, modules, data, $"{BenchOptions.Dimensions}", $"{BenchOptions.FilterStep}");
                if (exit != 0)
                {
                    Console.Error.WriteLine($"  {rival} failed");
                    continue;
                }
                figures.AddRange(output.Split('\n').Where(line => line.StartsWith('{')).Select(line => JsonSerializer.Deserialize<Figures>(line, Reading)!));
            }
            return figures;
        }
        finally
        {
            Directory.Delete(data, recursive: true);
        }
    }

    private static async Task<string> InstallAsync()
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(root.FullName, "EventAi.sln")))
        {
            root = root.Parent ?? throw new InvalidOperationException("The repository's root is not above the program.");
        }
        var modules = Path.Combine(root.FullName, ".eventai", "bench", "qdrant");
        Directory.CreateDirectory(modules);
        var wanted = Path.Combine(AppContext.BaseDirectory, "rivals", "package.json");
        var installed = Path.Combine(modules, ".installed.json");
        if (!File.Exists(installed) || await File.ReadAllTextAsync(installed) != await File.ReadAllTextAsync(wanted))
        {
            File.Copy(wanted, Path.Combine(modules, "package.json"), overwrite: true);
            var (exit, _) = await RunAsync("npm", "install", "--prefix", modules, "--no-audit", "--no-fund", "--loglevel=error");
            if (exit != 0)
            {
                throw new InvalidOperationException("The rivals' packages could not be installed.");
            }
            File.Copy(wanted, installed, overwrite: true);
        }
        return modules;
    }

    private static async Task<(int Exit, string Output)> RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { UseShellExecute = false, RedirectStandardOutput = true })!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, output);
    }
}
