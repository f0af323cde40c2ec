using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Aspire.Hosting;

/// <summary>A built application: run it, or publish what it describes.</summary>
public class DistributedApplication : IHost, IAsyncDisposable
{
    private readonly IHost host;
    private readonly BuilderInterception? interception = BuilderInterception.Current;

    public DistributedApplication(IHost host)
    {
        ArgumentNullException.ThrowIfNull(host);
        this.host = host;
    }

    public IServiceProvider Services => host.Services;

    public ResourceNotificationService ResourceNotifications => Services.GetRequiredService<ResourceNotificationService>();

    public ResourceCommandService ResourceCommands => Services.GetRequiredService<ResourceCommandService>();

    public static IDistributedApplicationBuilder CreateBuilder() => CreateBuilder([]);

    public static IDistributedApplicationBuilder CreateBuilder(string[] args) => new DistributedApplicationBuilder(args);

    public static IDistributedApplicationBuilder CreateBuilder(DistributedApplicationOptions options) => new DistributedApplicationBuilder(options);

    public void Run() => RunAsync().GetAwaiter().GetResult();

    /// <summary>Runs until stopped. A start that fails for a reason the user can mend prints one line and sets exit code 1.</summary>
    public virtual async Task RunAsync(CancellationToken cancellationToken = default)
    {
        if (interception is not null && BuilderInterception.Current == interception)
        {
            await interception.WaitForShutdown();
            return;
        }
        await using (this)
        {
            try
            {
                await host.StartAsync(cancellationToken);
            }
            catch (DistributedApplicationException exception)
            {
                await Console.Error.WriteLineAsync($"error: {exception.Message}");
                Environment.ExitCode = 1;
                await host.StopAsync(CancellationToken.None);
                return;
            }
            await host.WaitForShutdownAsync(cancellationToken);
        }
    }

    public virtual Task StartAsync(CancellationToken cancellationToken = default)
        => interception is not null && BuilderInterception.Current == interception ? interception.WaitForShutdown() : host.StartAsync(cancellationToken);

    public virtual Task StopAsync(CancellationToken cancellationToken = default) => host.StopAsync(cancellationToken);

    public virtual void Dispose()
    {
        host.Dispose();
        interception?.OnDisposed?.Invoke();
        GC.SuppressFinalize(this);
    }

    public virtual async ValueTask DisposeAsync()
    {
        if (host is IAsyncDisposable disposable)
        {
            await disposable.DisposeAsync();
        }
        else
        {
            host.Dispose();
        }
        interception?.OnDisposed?.Invoke();
        GC.SuppressFinalize(this);
    }
}
