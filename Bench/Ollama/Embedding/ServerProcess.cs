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
        var line = await process.StandardOutput.ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(60));
        _ = process.StandardOutput.ReadToEndAsync();
        return line?.StartsWith(Ready, StringComparison.Ordinal) == true
            ? new ServerProcess(process, new Uri(line[Ready.Length..]))
            : throw new InvalidOperationException($"The emulator did not start: {line}");
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
