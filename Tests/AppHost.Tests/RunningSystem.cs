using System.Text;
using EventAi.Support;
using Microsoft.Extensions.DependencyInjection;

namespace EventAi.AppHost.Tests;

/// <summary>The whole system, brought up once for all tests: emulators, services and the dashboard, on ports and data of its own.</summary>
public sealed class RunningSystem : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);
    private static readonly string[] Services = ["ingestion", "embedding", "retrieval", "fraud-scoring", "agents", "gateway"];

    private readonly TemporaryFolder _data = new();

    public DistributedApplication App { get; private set; } = null!;

    public HttpClient Gateway { get; private set; } = null!;

    public DashboardTelemetry Telemetry { get; private set; } = null!;

    public string Kafka { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        using var deadline = new CancellationTokenSource(Patience);
        var builder = await DistributedApplicationTestingBuilder.CreateAsync<Projects.AppHost>(
            ["--Backing=emulators", $"--DataDirectory={_data.Path}"],
            static (options, _) => options.DisableDashboard = false,
            deadline.Token);
        App = await builder.BuildAsync(deadline.Token);
        await App.StartAsync(deadline.Token);
        await HealthyAsync(deadline.Token, Services);
        Gateway = App.CreateHttpClient("gateway");
        Kafka = (await App.GetConnectionStringAsync("kafka", deadline.Token))!;
        Telemetry = new DashboardTelemetry(App.GetEndpoint("aspire-dashboard", "http"));
    }

    public async Task DisposeAsync()
    {
        Gateway?.Dispose();
        Telemetry?.Dispose();
        if (App is not null)
        {
            await App.DisposeAsync();
        }
        _data.Dispose();
    }

    /// <summary>Waits until the resources are healthy; says where each stands when the time is over.</summary>
    public async Task HealthyAsync(CancellationToken cancellationToken, params string[] resources)
    {
        try
        {
            foreach (var resource in resources)
            {
                await App.ResourceNotifications.WaitForResourceHealthyAsync(resource, cancellationToken);
            }
        }
        catch (OperationCanceledException exception)
        {
            throw new TimeoutException($"Not all resources are healthy:\n{States()}", exception);
        }
    }

    /// <summary>Ends a resource's process the hard way and starts it again.</summary>
    public async Task KillAndRestartAsync(string resource)
    {
        using var deadline = new CancellationTokenSource(Patience);
        using (var process = System.Diagnostics.Process.GetProcessById(ProcessId(resource)))
        {
            process.Kill();
            await process.WaitForExitAsync(deadline.Token);
        }
        await App.ResourceNotifications.WaitForResourceAsync(resource, KnownResourceStates.TerminalStates, deadline.Token);
        var started = await App.ResourceCommands.ExecuteCommandAsync(resource, KnownResourceCommands.StartCommand, deadline.Token);
        Assert.True(started.Success, started.ToString());
        await HealthyAsync(deadline.Token, resource);
    }

    private int ProcessId(string resource)
    {
        Assert.True(App.ResourceNotifications.TryGetCurrentState(Id(resource), out var current), $"{resource} has no state.");
        return Convert.ToInt32(current.Snapshot.Properties.First(static property => property.Name == "executable.pid").Value);
    }

    private string Id(string resource)
    {
        var model = App.Services.GetRequiredService<DistributedApplicationModel>();
        return model.Resources.First(candidate => candidate.Name == resource).GetResolvedResourceNames()[0];
    }

    private string States()
    {
        var states = new StringBuilder();
        foreach (var resource in App.Services.GetRequiredService<DistributedApplicationModel>().Resources)
        {
            if (App.ResourceNotifications.TryGetCurrentState(Id(resource.Name), out var current))
            {
                states.AppendLine($"  {resource.Name}: {current.Snapshot.State?.Text} {current.Snapshot.HealthStatus} {string.Join("; ", current.Snapshot.HealthReports.Select(static report => report.Description))}");
            }
        }
        return states.ToString();
    }
}
