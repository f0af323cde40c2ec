using EventAi.ServiceDefaults.Kafka;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace EventAi.Support;

/// <summary>A service without HTTP around consumers under test.</summary>
public sealed class ServiceHost : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly IHost _host;

    private ServiceHost(IHost host) => _host = host;

    public IEventPublisher Publisher => _host.Services.GetRequiredService<IEventPublisher>();

    /// <summary>Starts, and waits until its consumers have joined their groups.</summary>
    public static async Task<ServiceHost> StartAsync(Broker broker, Action<IServiceCollection> configure)
    {
        var builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true, ApplicationName = "test" });
        builder.Configuration.AddInMemoryCollection([new("ConnectionStrings:kafka", broker.BootstrapServers)]);
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddHealthChecks();
        builder.Services.AddEventPublisher();
        builder.Services.Configure<HostOptions>(static options => options.ShutdownTimeout = TimeSpan.FromSeconds(10));
        builder.Logging.ClearProviders();
        configure(builder.Services);
        var host = new ServiceHost(builder.Build());
        await host._host.StartAsync();
        await host.HealthyAsync();
        return host;
    }

    public Task StopAsync() => _host.StopAsync();

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        _host.Dispose();
    }

    private async Task HealthyAsync()
    {
        using var deadline = new CancellationTokenSource(Patience);
        var health = _host.Services.GetRequiredService<HealthCheckService>();
        HealthReport report;
        while ((report = await health.CheckHealthAsync(deadline.Token)).Status != HealthStatus.Healthy)
        {
            deadline.Token.ThrowIfCancellationRequested();
            await Task.Delay(TimeSpan.FromMilliseconds(20), deadline.Token);
        }
    }
}
