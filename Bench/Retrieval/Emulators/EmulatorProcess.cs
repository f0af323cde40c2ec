using System.Diagnostics;

namespace EventAi.Bench.Retrieval.Emulators;

/// <summary>An emulator as users run it: a process of its own, on free ports.</summary>
internal sealed class EmulatorProcess : IDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    private readonly Process process;

    private EmulatorProcess(Process process, string ready) => (this.process, Ready) = (process, ready);

    /// <summary>The line with which it said that it is ready.</summary>
    public string Ready { get; }

    public static async Task<EmulatorProcess> StartAsync(string assembly, string readyLine, params string[] arguments)
    {
        var started = Process.Start(new ProcessStartInfo("dotnet", ["exec", assembly, .. arguments]) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true })!;
        var errors = started.StandardError.ReadToEndAsync();
        using var deadline = new CancellationTokenSource(Deadline);
        while (await started.StandardOutput.ReadLineAsync(deadline.Token) is { } line)
        {
            if (line.StartsWith(readyLine, StringComparison.Ordinal))
            {
                // What it writes from now on must not fill the pipe.
                _ = started.StandardOutput.ReadToEndAsync(CancellationToken.None);
                return new EmulatorProcess(started, line);
            }
        }

        throw new InvalidOperationException($"{Path.GetFileNameWithoutExtension(assembly)} did not start: {await errors}");
    }

    public void Dispose()
    {
        if (!process.HasExited)
        {
            process.Kill();
            process.WaitForExit();
        }

        process.Dispose();
    }
}
