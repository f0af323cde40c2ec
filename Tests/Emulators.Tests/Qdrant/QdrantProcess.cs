using System.Diagnostics;
using Qdrant.Client;

namespace EventAi.Emulators.Tests.Qdrant;

/// <summary>The emulator as a process of its own, on free ports.</summary>
internal sealed class QdrantProcess : IDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);
    private readonly Process _process;

    private QdrantProcess(Process process, Uri grpc)
    {
        _process = process;
        Client = new QdrantClient(grpc, grpcTimeout: TimeSpan.FromSeconds(30));
    }

    public QdrantClient Client { get; }

    public static async Task<QdrantProcess> StartAsync(string data, params (string Name, string Value)[] environment)
    {
        var process = Start(environment, "--grpc-port", "0", "--rest-port", "0", "--data", data);
        using var deadline = new CancellationTokenSource(Deadline);
        while (await process.StandardOutput.ReadLineAsync(deadline.Token) is { } line)
        {
            var words = line.Split(' ');
            if (line.StartsWith("Qdrant emulator ready", StringComparison.Ordinal))
            {
                return new QdrantProcess(process, new Uri(words[Array.IndexOf(words, "grpc") + 1]));
            }
        }
        throw new InvalidOperationException($"The emulator did not start: {await process.StandardError.ReadToEndAsync(deadline.Token)}");
    }

    /// <summary>Runs it to its end.</summary>
    public static async Task<(int ExitCode, string Output, string Error)> RunAsync(params string[] args)
    {
        using var process = Start([], args);
        using var deadline = new CancellationTokenSource(Deadline);
        var output = process.StandardOutput.ReadToEndAsync(deadline.Token);
        var error = process.StandardError.ReadToEndAsync(deadline.Token);
        await process.WaitForExitAsync(deadline.Token);
        return (process.ExitCode, await output, await error);
    }

    /// <summary>SIGKILL: nothing of the process gets to run.</summary>
    public async Task KillAsync()
    {
        using var deadline = new CancellationTokenSource(Deadline);
        _process.Kill();
        await _process.WaitForExitAsync(deadline.Token);
    }

    public void Dispose()
    {
        Client.Dispose();
        if (!_process.HasExited)
        {
            _process.Kill();
        }
        _process.Dispose();
    }

    private static Process Start((string Name, string Value)[] environment, params string[] args)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "EventAi.QdrantEmulator.dll"), .. args])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }
        return Process.Start(start)!;
    }
}
