using System.Diagnostics;
using Qdrant.Client;

namespace EventAi.Bench.Qdrant;

/// <summary>The emulator as a process of its own.</summary>
internal sealed class EmulatorProcess : IAsyncDisposable
{
    private EmulatorProcess(Process process, Uri grpc, double startSeconds)
    {
        Process = process;
        StartSeconds = startSeconds;
        Client = new QdrantClient(grpc, grpcTimeout: TimeSpan.FromMinutes(5));
    }

    public Process Process { get; }

    public QdrantClient Client { get; }

    /// <summary>From the start of the process until it was ready.</summary>
    public double StartSeconds { get; }

    public double Megabytes
    {
        get
        {
            Process.Refresh();
            return Process.WorkingSet64 / 1e6;
        }
    }

    public static async Task<EmulatorProcess> StartAsync(string data)
    {
        var started = TimeProvider.System.GetTimestamp();
        var process = Process.Start(new ProcessStartInfo(
            "dotnet", [Path.Combine(AppContext.BaseDirectory, "EventAi.QdrantEmulator.dll"), "--grpc-port", "0", "--rest-port", "0", "--data", data])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
        })!;
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (line.StartsWith("Qdrant emulator ready", StringComparison.Ordinal))
            {
                var words = line.Split(' ');
                return new EmulatorProcess(process, new Uri(words[Array.IndexOf(words, "grpc") + 1]), TimeProvider.System.GetElapsedTime(started).TotalSeconds);
            }
        }
        throw new InvalidOperationException("The emulator did not start.");
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        using (var terminate = Process.Start("kill", [Process.Id.ToString()]))
        {
            await terminate.WaitForExitAsync();
        }
        await Process.WaitForExitAsync();
        Process.Dispose();
    }
}
