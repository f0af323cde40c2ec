using System.Diagnostics;
using EventAi.Emulators.Aws;

namespace EventAi.Emulators.Tests.Aws;

/// <summary>The endpoint as a process of its own, to be killed the hard way.</summary>
internal sealed class EmulatorProcess : IAsyncDisposable
{
    private readonly Process _process;

    private EmulatorProcess(Process process, string url) => (_process, Url) = (process, url);

    public string Url { get; }

    public static Task<EmulatorProcess> StartAsync(params string[] arguments) => StartWithAsync([], arguments);

    public static async Task<EmulatorProcess> StartWithAsync(Dictionary<string, string> environment, params string[] arguments)
    {
        var process = Start(arguments, environment);
        using var deadline = new CancellationTokenSource(AwsEndpointFixture.Deadline);
        var log = new List<string>();
        while (await process.StandardOutput.ReadLineAsync(deadline.Token) is { } line)
        {
            log.Add(line);
            const string Ready = "AWS endpoint ready on ";
            if (line.StartsWith(Ready, StringComparison.Ordinal))
            {
                // The rest of the output must be read, or the process stops when the pipe is full.
                _ = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
                return new EmulatorProcess(process, line[Ready.Length..]);
            }
        }
        throw new InvalidOperationException($"The endpoint ended before it was ready: {string.Join('\n', log)}\n{await process.StandardError.ReadToEndAsync(deadline.Token)}");
    }

    /// <summary>Runs the program to its end.</summary>
    public static async Task<(int ExitCode, string Output, string Error)> RunAsync(params string[] arguments)
    {
        using var process = Start(arguments);
        using var deadline = new CancellationTokenSource(AwsEndpointFixture.Deadline);
        var output = process.StandardOutput.ReadToEndAsync(deadline.Token);
        var error = process.StandardError.ReadToEndAsync(deadline.Token);
        await process.WaitForExitAsync(deadline.Token);
        return (process.ExitCode, await output, await error);
    }

    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            await KillAsync();
        }
        _process.Dispose();
    }

    private static Process Start(string[] arguments, Dictionary<string, string>? environment = null)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(AwsServer).Assembly.Location, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        foreach (var (name, value) in environment ?? [])
        {
            start.Environment[name] = value;
        }
        return Process.Start(start)!;
    }
}
