using System.Diagnostics;
using System.Net.Http.Json;

namespace EventAi.RagBench;

/// <summary>The whole system on emulators, with empty data of its own; or the one that runs already.</summary>
internal sealed class RunningStack : IAsyncDisposable
{
    private const string OwnGateway = "http://127.0.0.1:18080";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(200);

    private readonly Process? _host;
    private readonly string? _data;

    private RunningStack(Uri gateway, Process? host, string? data)
    {
        (_host, _data) = (host, data);
        Gateway = new HttpClient { BaseAddress = gateway, Timeout = Timeout.InfiniteTimeSpan };
    }

    public HttpClient Gateway { get; }

    public static async Task<RunningStack> StartAsync(Uri? given)
    {
        if (given is not null)
        {
            var running = new RunningStack(given, host: null, data: null);
            await running.HealthyAsync();
            return running;
        }
        var data = Directory.CreateTempSubdirectory("rag-bench-").FullName;
        var root = Root();
        var start = new ProcessStartInfo("dotnet", [Path.Combine(root, "AppHost", "bin", "Release", "net10.0", "EventAi.AppHost.dll"), "--Backing=emulators", $"--DataDirectory={data}"])
        {
            WorkingDirectory = Path.Combine(root, "AppHost"),
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["DOTNET_ENVIRONMENT"] = "Development";
        start.Environment["ASPIRE_ALLOW_UNSECURED_TRANSPORT"] = "true";
        start.Environment["ASPNETCORE_URLS"] = "http://127.0.0.1:18888";
        start.Environment["ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL"] = "http://127.0.0.1:18889";
        var host = Process.Start(start)!;
        host.BeginOutputReadLine();
        host.BeginErrorReadLine();
        var stack = new RunningStack(new Uri(OwnGateway), host, data);
        await stack.HealthyAsync();
        return stack;
    }

    public async ValueTask DisposeAsync()
    {
        Gateway.Dispose();
        if (_host is not null)
        {
            using (var terminate = Process.Start("kill", ["-TERM", $"{_host.Id}"]))
            {
                await terminate.WaitForExitAsync();
            }
            await _host.WaitForExitAsync();
            _host.Dispose();
            Directory.Delete(_data!, recursive: true);
        }
    }

    private async Task HealthyAsync()
    {
        var started = TimeProvider.System.GetTimestamp();
        while (true)
        {
            try
            {
                var services = await Gateway.GetFromJsonAsync<ServiceStatus[]>("/status");
                if (services is { Length: > 0 } && Array.TrueForAll(services, static service => service.Health == "Healthy"))
                {
                    return;
                }
            }
            catch (Exception exception) when (exception is HttpRequestException or System.Text.Json.JsonException)
            {
                // Not up yet.
            }
            if (_host?.HasExited == true || TimeProvider.System.GetElapsedTime(started) > Patience)
            {
                throw new InvalidOperationException($"The system at {Gateway.BaseAddress} does not become healthy.");
            }
            await Task.Delay(Interval);
        }
    }

    private sealed record ServiceStatus(string Service, string Health);

    private static string Root()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "EventAi.sln")))
        {
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("Not within the repository.");
        }
        return folder;
    }
}
