using System.Diagnostics;
using EventAi.Emulators.Kafka;

namespace EventAi.Bench.Kafka;

/// <summary>The broker as users run it: a process of its own, with its log on the disk.</summary>
internal sealed class BrokerTarget : ITarget
{
    private const string Ready = "Kafka broker ready on ";
    private readonly string _directory;
    private readonly bool _ownsDirectory;

    private BrokerTarget(Process process, string bootstrapServers, string directory, bool ownsDirectory)
    {
        (Process, BootstrapServers, _directory, _ownsDirectory) = (process, bootstrapServers, directory, ownsDirectory);
    }

    public Process Process { get; }

    public string BootstrapServers { get; }

    public TimeSpan? ProcessorTime
    {
        get
        {
            Process.Refresh();
            return Process.TotalProcessorTime;
        }
    }

    public static async Task<BrokerTarget> StartAsync(string? directory = null)
    {
        var data = directory ?? Directory.CreateTempSubdirectory("eventai-bench-").FullName;
        var arguments = new[] { "exec", typeof(KafkaBroker).Assembly.Location, "--port", "0", "--data", data };
        var process = Process.Start(new ProcessStartInfo("dotnet", arguments) { UseShellExecute = false, RedirectStandardOutput = true })!;
        var line = await process.StandardOutput.ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(60));
        return line?.StartsWith(Ready, StringComparison.Ordinal) == true
            ? new BrokerTarget(process, line[Ready.Length..], data, directory is null)
            : throw new InvalidOperationException($"The broker did not start: {line}");
    }

    /// <summary>A clean stop: what the next start then does is no recovery.</summary>
    public async Task StopAsync()
    {
        using var term = Process.Start("kill", $"-TERM {Process.Id}");
        await Process.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(60));
    }

    public void Dispose()
    {
        if (!Process.HasExited)
        {
            Process.Kill();
            Process.WaitForExit();
        }

        Process.Dispose();
        if (_ownsDirectory)
        {
            Directory.Delete(_directory, recursive: true);
        }
    }
}
