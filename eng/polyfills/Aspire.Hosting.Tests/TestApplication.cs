using System.Net;
using System.Net.Http.Json;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Testing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace EventAi.Aspire.Hosting.Tests;

/// <summary>An application with resources of a test's own; every wait has a deadline, after which the logs are part of the failure.</summary>
internal sealed class TestApplication : IAsyncDisposable
{
    public static readonly TimeSpan Deadline = TimeSpan.FromSeconds(40);

    private TestApplication(DistributedApplication app) => App = app;

    public DistributedApplication App { get; }

    public ResourceNotificationService Notifications => App.ResourceNotifications;

    public static async Task<TestApplication> StartAsync(Action<IDistributedApplicationTestingBuilder> configure, bool resourceService = false)
    {
        var builder = DistributedApplicationTestingBuilder.Create([], (options, settings) =>
        {
            options.DisableDashboard = !resourceService;
            settings.EnvironmentName = "Development";
            settings.Configuration!.AddInMemoryCollection([new("ASPIRE_DASHBOARD_PATH", "/nowhere")]);
        });
        configure(builder);
        var app = await builder.BuildAsync();
        try
        {
            await app.StartAsync().WaitAsync(Deadline);
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }
        return new(app);
    }

    public async Task<CustomResourceSnapshot> WaitAsync(string resource, Func<CustomResourceSnapshot, bool> predicate)
    {
        using CancellationTokenSource deadline = new(Deadline);
        try
        {
            return (await Notifications.WaitForResourceAsync(resource, e => predicate(e.Snapshot), deadline.Token)).Snapshot;
        }
        catch (OperationCanceledException exception)
        {
            throw new TimeoutException($"{resource} did not get there. It is {State(resource)}. Its log:\n{await LogAsync(resource)}", exception);
        }
    }

    public async Task HealthyAsync(params string[] resources)
    {
        foreach (var resource in resources)
        {
            using CancellationTokenSource deadline = new(Deadline);
            try
            {
                await Notifications.WaitForResourceHealthyAsync(resource, deadline.Token);
            }
            catch (OperationCanceledException exception)
            {
                throw new TimeoutException($"{resource} is not healthy. It is {State(resource)}. Its log:\n{await LogAsync(resource)}", exception);
            }
        }
    }

    public Task<CustomResourceSnapshot> InStateAsync(string resource, string state) => WaitAsync(resource, s => s.State?.Text == state);

    public async Task<string> LogAsync(string resource)
    {
        List<string> lines = [];
        foreach (var instance in Notifications.Find(resource))
        {
            await foreach (var batch in App.Services.GetRequiredService<ResourceLoggerService>().GetAllAsync(instance.ResourceId))
            {
                lines.AddRange(batch.Select(l => l.Content));
            }
        }
        return string.Join('\n', lines);
    }

    public async Task<Dictionary<string, string>> EnvironmentOfAsync(string resource)
    {
        using var client = App.CreateHttpClient(resource);
        return (await client.GetFromJsonAsync<Dictionary<string, string>>("/env"))!;
    }

    public async Task<int> PidAsync(string resource)
    {
        using var client = App.CreateHttpClient(resource);
        return await client.GetFromJsonAsync<int>("/pid");
    }

    public async Task PostAsync(string resource, string path)
    {
        using var client = App.CreateHttpClient(resource);
        using var response = await client.PostAsync(path, content: null);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    public static bool IsAlive(int pid)
    {
        try
        {
            return !File.ReadAllText($"/proc/{pid}/stat").Contains(") Z ", StringComparison.Ordinal);
        }
        catch (IOException)
        {
            return false; // gone, before or while reading
        }
    }

    public ValueTask DisposeAsync() => App.DisposeAsync();

    private string State(string resource) => string.Join("; ", Notifications.Find(resource).Select(e => $"{e.ResourceId} {e.Snapshot.State?.Text} {e.Snapshot.HealthStatus}"));
}
