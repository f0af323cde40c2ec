using System.Diagnostics;
using System.Text;
using EventAi.Support;

namespace EventAi.Emulators.Tests;

/// <summary>
/// Runs the suites in an emulator's clients/ folder: programs in other languages, written with the vendors' own clients. A suite prints "ok STEP" for each step and
/// "all ok" last, and ends with another code than 0 at its first failure. Packages of npm are named in clients/package.json and fetched once to .eventai/clients/.
/// </summary>
/// <param name="emulator">The folder of the tests: "Kafka".</param>
/// <param name="environment">What the suites read, their server's address at least. EVENTAI_MODULES, the folder of node_modules, is added.</param>
public sealed class ClientSuite(string emulator, IReadOnlyDictionary<string, string> environment)
{
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(3);
    private readonly string suites = Path.Combine(AppContext.BaseDirectory, emulator, "clients");
    private readonly string modules = Repository.PathOf(".eventai", "clients", emulator.ToLowerInvariant());

    /// <summary>A suite of Node.js, with the packages of package.json.</summary>
    public async Task PassNodeAsync(string suite, params string[] arguments)
    {
        await InstallAsync();
        await PassAsync("node", suite, arguments);
    }

    /// <summary>A suite that another program runs: "bash", "/usr/bin/python3".</summary>
    public async Task PassAsync(string program, string suite, params string[] arguments) =>
        Assert.EndsWith("all ok", (await RunAsync(program, [Path.Combine(suites, suite), .. arguments])).TrimEnd(), StringComparison.Ordinal);

    /// <summary>Other test processes may want the same folder at the same time: one installs, the rest wait; a changed package.json installs anew.</summary>
    private async Task InstallAsync()
    {
        Directory.CreateDirectory(modules);
        await using var turn = await TakeTurnAsync(Path.Combine(modules, ".lock"));
        var (wanted, installed) = (Path.Combine(suites, "package.json"), Path.Combine(modules, ".installed.json"));
        if (File.Exists(installed) && await File.ReadAllTextAsync(installed) == await File.ReadAllTextAsync(wanted))
        {
            return;
        }

        File.Copy(wanted, Path.Combine(modules, "package.json"), overwrite: true);
        await RunAsync("npm", "install", "--prefix", modules, "--no-audit", "--no-fund", "--loglevel=error");
        File.Copy(wanted, installed, overwrite: true);
    }

    private static async Task<FileStream> TakeTurnAsync(string path)
    {
        for (var waited = Stopwatch.StartNew(); ; await Task.Delay(200))
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (waited.Elapsed < Deadline)
            {
            }
        }
    }

    private async Task<string> RunAsync(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["EVENTAI_MODULES"] = modules;
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        using var deadline = new CancellationTokenSource(Deadline);
        var (output, error) = (new StringBuilder(), new StringBuilder());
        var reading = Task.WhenAll(CollectAsync(process.StandardOutput, output, deadline.Token), CollectAsync(process.StandardError, error, deadline.Token));
        try
        {
            // A program that the suite started and left behind would hold the streams open.
            await Task.WhenAll(reading, process.WaitForExitAsync(deadline.Token));
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            Assert.Fail($"{program} is not done in {Deadline}: {output} {error}");
        }

        Assert.True(process.ExitCode == 0, $"{program} ended with {process.ExitCode}: {output} {error}");
        return output.ToString();
    }

    private static async Task CollectAsync(StreamReader from, StringBuilder to, CancellationToken cancellationToken)
    {
        while (await from.ReadLineAsync(cancellationToken) is { } line)
        {
            to.AppendLine(line);
        }
    }
}
