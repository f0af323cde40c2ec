using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace EventAi.Bench.Stack;

/// <summary>The whole system for a benchmark: emulators and services as processes on free ports, with an empty data folder that goes at the end.</summary>
public sealed class BenchStack : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private readonly DistributedApplication _application;
    private readonly DirectoryInfo _data;

    private BenchStack(DistributedApplication application, DirectoryInfo data) => (_application, _data) = (application, data);

    /// <summary>The gateway, with room for many requests at a time.</summary>
    public HttpClient Gateway { get; private set; } = null!;

    /// <param name="services">Those to wait for.</param>
    public static async Task<BenchStack> StartAsync(params string[] services)
    {
        using var deadline = new CancellationTokenSource(Patience);
        var data = Directory.CreateTempSubdirectory("eventai-bench-");
        var builder = await DistributedApplicationTestingBuilder.CreateAsync<Projects.AppHost>(
            ["--Backing=emulators", $"--DataDirectory={data.FullName}"], static (options, _) => options.DisableDashboard = true, deadline.Token);
        builder.Services.AddLogging(static logging => logging.ClearProviders());
        var stack = new BenchStack(await builder.BuildAsync(deadline.Token), data);
        try
        {
            await stack._application.StartAsync(deadline.Token);
            foreach (var service in services)
            {
                await stack._application.ResourceNotifications.WaitForResourceHealthyAsync(service, deadline.Token);
            }
            stack.Gateway = new HttpClient(new SocketsHttpHandler()) { BaseAddress = stack._application.GetEndpoint("gateway", "http"), Timeout = Patience };
            return stack;
        }
        catch
        {
            await stack.DisposeAsync();
            throw;
        }
    }

    /// <summary>Address of a resource's endpoint.</summary>
    public Uri AddressOf(string resource, string endpoint = "http") => _application.GetEndpoint(resource, endpoint);

    public async ValueTask DisposeAsync()
    {
        Gateway?.Dispose();
        await _application.DisposeAsync();
        _data.Delete(recursive: true);
    }
}
