using System.Diagnostics;
using EventAi.Emulators.Ollama;

namespace EventAi.Bench.Ollama.Embedding;

/// <summary>The emulator as users run it: a process of its own.</summary>
internal sealed class ServerProcess : IDisposable
{
    private const string Ready = "Ollama emulator ready on ";

    private ServerProcess(Process process, Uri address)
    {
        Process = process;
        Http = new HttpClient { BaseAddress = address, Timeout = TimeSpan.FromMinutes(10) };
    }

    public Process Process { get; }

    public HttpClient Http { get; }

    public static async Task<ServerProcess> StartAsync()
    {
        var process = Process.Start(new ProcessStartInfo("dotnet", ["exec", typeof(OllamaServer).Assembly.Location, "--port", "0"]) { UseShellExecute = false, RedirectStandardOutput = true })!;
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (await process.StandardOutput.ReadLineAsync(deadline.Token) is { } line)
        {
            if (line.StartsWith(Ready, StringComparison.Ordinal))
            {
                // What it writes from now on must not fill the pipe.
                _ = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
                return new ServerProcess(process, new Uri(line[Ready.Length..].Split(' ')[0]));
            }
        }

        throw new InvalidOperationException("The emulator did not start.");
    }

    public TimeSpan ProcessorTime
    {
        get
        {
            Process.Refresh();
            return Process.TotalProcessorTime;
        }
    }

    public double Megabytes
    {
        get
        {
            Process.Refresh();
            return Process.WorkingSet64 / 1e6;
        }
    }

    public void Dispose()
    {
        Http.Dispose();
        if (!Process.HasExited)
        {
            Process.Kill();
            Process.WaitForExit();
        }

        Process.Dispose();
    }
}
