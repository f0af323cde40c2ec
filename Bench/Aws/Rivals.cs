using System.Diagnostics;

namespace EventAi.Bench.Aws;

/// <summary>Rivals of npm, each in a Node.js process of its own; their packages are under .eventai/bench/aws.</summary>
internal static class Rivals
{
    /// <returns>What the script printed last.</returns>
    public static async Task<string> RunAsync(string script, params string[] arguments)
    {
        var modules = await InstallAsync();
        var (exit, output) = await StartAsync("node", modules, [Path.Combine(AppContext.BaseDirectory, "rivals", script), .. arguments]);
        return exit == 0 ? output.Trim().Split('\n')[^1] : throw new InvalidOperationException($"{script} failed");
    }

    /// <returns>The folder with node_modules, filled where it was not.</returns>
    public static async Task<string> InstallAsync()
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(root.FullName, "EventAi.sln")))
        {
            root = root.Parent ?? throw new InvalidOperationException("The repository's root is not above the program.");
        }
        var modules = Directory.CreateDirectory(Path.Combine(root.FullName, ".eventai", "bench", "aws")).FullName;
        var (wanted, installed) = (Path.Combine(AppContext.BaseDirectory, "rivals", "package.json"), Path.Combine(modules, ".installed.json"));
        if (!File.Exists(installed) || await File.ReadAllTextAsync(installed) != await File.ReadAllTextAsync(wanted))
        {
            File.Copy(wanted, Path.Combine(modules, "package.json"), overwrite: true);
            var (exit, _) = await StartAsync("npm", modules, "install", "--prefix", modules, "--no-audit", "--no-fund", "--loglevel=error");
            if (exit != 0)
            {
                throw new InvalidOperationException("The rivals' packages could not be installed.");
            }
            File.Copy(wanted, installed, overwrite: true);
        }
        return modules;
    }

    private static async Task<(int Exit, string Output)> StartAsync(string program, string modules, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { UseShellExecute = false, RedirectStandardOutput = true };
        start.Environment["EVENTAI_MODULES"] = modules;
        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, output);
    }
}
