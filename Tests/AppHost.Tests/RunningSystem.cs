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
            throw new TimeoutException($"Not all resources are healthy:\n{await StatesAsync()}", exception);
        }
    }

    /// <summary>Ends a resource's process the hard way and starts it again.</summary>
    public async Task KillAndRestartAsync(string resource)
    {
        using var deadline = new CancellationTokenSource(Patience);
        using (var process = System.Diagnostics.Process.GetProcessById(await ProcessIdAsync(resource, deadline.Token)))
        {
            process.Kill();
            await process.WaitForExitAsync(deadline.Token);
        }
        await App.ResourceNotifications.WaitForResourceAsync(resource, KnownResourceStates.TerminalStates, deadline.Token);
        var started = await App.ResourceCommands.ExecuteCommandAsync(resource, KnownResourceCommands.StartCommand, deadline.Token);
        Assert.True(started.Success, $"{resource} could not be started again.");
        await HealthyAsync(deadline.Token, resource);
    }

    private async Task<int> ProcessIdAsync(string resource, CancellationToken cancellationToken)
        => Convert.ToInt32((await StateAsync(resource, cancellationToken)).Properties.First(static property => property.Name == "executable.pid").Value);

    private async Task<CustomResourceSnapshot> StateAsync(string resource, CancellationToken cancellationToken)
        => (await App.ResourceNotifications.WaitForResourceAsync(resource, static _ => true, cancellationToken)).Snapshot;

    private async Task<string> StatesAsync()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(5));
        var states = new StringBuilder();
        foreach (var resource in App.Services.GetRequiredService<DistributedApplicationModel>().Resources)
        {
            var state = await StateAsync(resource.Name, patience.Token);
            states.AppendLine($"  {resource.Name}: {state.State?.Text} {state.HealthStatus} {string.Join("; ", state.HealthReports.Select(static report => report.Description))}");
        }
        return states.ToString();
    }
}
