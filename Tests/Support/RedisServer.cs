using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using StackExchange.Redis;

namespace EventAi.Support;

/// <summary>A real redis-server of its own for a test class, on a free port, memory only; or the one that <c>EVENTAI_REDIS</c> names.</summary>
public sealed class RedisServer : IAsyncDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(20);

    private readonly Process? _process;
    private readonly StringBuilder _log = new();

    private RedisServer(string connectionString, Process? process) => (ConnectionString, _process) = (connectionString, process);

    public string ConnectionString { get; }

    public static async Task<RedisServer> StartAsync(int? port = null)
    {
        if (Environment.GetEnvironmentVariable("EVENTAI_REDIS") is { Length: > 0 } given)
        {
            return new RedisServer(given, process: null);
        }
        var chosen = port ?? FreePort();
        var process = Process.Start(new ProcessStartInfo(
            "redis-server", ["--port", $"{chosen}", "--bind", "127.0.0.1", "--save", "", "--appendonly", "no", "--daemonize", "no"])
        {
            RedirectStandardOutput = true,
            UseShellExecute = false,
        })!;
        var server = new RedisServer($"127.0.0.1:{chosen}", process);
        var ready = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        process.OutputDataReceived += (_, line) =>
        {
            server._log.AppendLine(line.Data);
            if (line.Data?.Contains("Ready to accept connections", StringComparison.Ordinal) == true)
            {
                ready.TrySetResult();
            }
        };
        process.BeginOutputReadLine();
        try
        {
            await ready.Task.WaitAsync(Deadline);
        }
        catch (TimeoutException exception)
        {
            throw new TimeoutException($"redis-server is not ready:\n{server._log}", exception);
        }
        return server;
    }

    public Task<ConnectionMultiplexer> ConnectAsync() => ConnectionMultiplexer.ConnectAsync(ConnectionString);

    /// <summary>Ends the server the hard way.</summary>
    public async Task KillAsync()
    {
        _process?.Kill();
        await (_process?.WaitForExitAsync() ?? Task.CompletedTask);
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
        {
            if (!_process.HasExited)
            {
                await KillAsync();
            }
            _process.Dispose();
        }
    }

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
