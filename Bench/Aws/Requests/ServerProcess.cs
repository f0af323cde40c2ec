using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace EventAi.Bench.Aws.Requests;

/// <summary>One of those that are compared, as a process on a free port of loopback.</summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);
    private readonly Process _process;

    private ServerProcess(string name, Process process, int port, double startSeconds)
        => (Name, _process, Port, StartSeconds) = (name, process, port, startSeconds);

    public string Name { get; }

    public int Port { get; }

    /// <summary>From the start of the process to its first answer over HTTP, seconds.</summary>
    public double StartSeconds { get; }

    /// <param name="name">In the table.</param>
    /// <param name="program">Program and arguments, for a port.</param>
    /// <exception cref="InvalidOperationException">It ended, or did not answer in half a minute.</exception>
    public static async Task<ServerProcess> StartAsync(string name, Func<int, string[]> program)
    {
        var port = FreePort();
        var words = program(port);
        var start = new ProcessStartInfo(words[0], words[1..]) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["EVENTAI_MODULES"] = await Rivals.InstallAsync();
        var watch = Stopwatch.StartNew();
        var process = Process.Start(start)!;
        var last = "";
        process.OutputDataReceived += static (_, _) => { };
        process.ErrorDataReceived += (_, line) => last = string.IsNullOrWhiteSpace(line.Data) ? last : line.Data;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        while (!process.HasExited && watch.Elapsed < Deadline)
        {
            if (Answers(port))
            {
                return new ServerProcess(name, process, port, watch.Elapsed.TotalSeconds);
            }
            await Task.Delay(10);
        }
        process.Kill();
        process.Dispose();
        throw new InvalidOperationException($"{name} does not start here: {last}");
    }

    /// <summary>What it takes when nobody asks it for anything: per cent of one core over five seconds, and megabytes.</summary>
    public async Task<(double CpuPercent, double Megabytes)> RestAsync()
    {
        await Task.Delay(TimeSpan.FromSeconds(2));
        _process.Refresh();
        var before = _process.TotalProcessorTime;
        var watch = Stopwatch.StartNew();
        await Task.Delay(TimeSpan.FromSeconds(5));
        _process.Refresh();
        return ((_process.TotalProcessorTime - before).TotalSeconds * 100 / watch.Elapsed.TotalSeconds, _process.WorkingSet64 / 1e6);
    }

    /// <summary>Processor time since the start.</summary>
    public TimeSpan Cpu()
    {
        _process.Refresh();
        return _process.TotalProcessorTime;
    }

    public async ValueTask DisposeAsync()
    {
        using (var terminate = Process.Start("kill", [$"{_process.Id}"]))
        {
            await terminate.WaitForExitAsync();
        }
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private static bool Answers(int port)
    {
        try
        {
            using var connection = HttpConnection.Open(port);
            connection.Send("GET /health HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"u8);
            return true;
        }
        catch (Exception exception) when (exception is SocketException or IOException)
        {
            return false;
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
