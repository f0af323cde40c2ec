using System.Net.Http.Json;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Testing;

namespace EventAi.Aspire.Hosting.Tests;

/// <summary>The real dashboard, which the setup has put into .eventai/dashboard.</summary>
public sealed class DashboardTests
{
    [Fact]
    public async Task Dashboard_OfAnApplication_RunsHiddenAndTakesTelemetry()
    {
        using CancellationTokenSource deadline = new(TestApplication.Deadline);
        await using var builder = await DistributedApplicationTestingBuilder.CreateAsync<Projects.SampleHost>(
            [], (options, _) => options.DisableDashboard = false, deadline.Token);
        builder.CreateResourceBuilder((ProjectResource)builder.Resources.Single(r => r.Name == "back")).WithEnvironment("TRACES", "1");
        await using var app = await builder.BuildAsync(deadline.Token);
        await app.StartAsync(deadline.Token);
        await app.ResourceNotifications.WaitForResourceHealthyAsync("aspire-dashboard", deadline.Token);
        await app.ResourceNotifications.WaitForResourceHealthyAsync("back", deadline.Token);

        var dashboard = app.ResourceNotifications.Find("aspire-dashboard").Single();
        Assert.True(dashboard.Snapshot.IsHidden);
        using var client = app.CreateHttpClient("aspire-dashboard");
        using var back = app.CreateHttpClient("back");
        var environment = await back.GetFromJsonAsync<Dictionary<string, string>>("/env", deadline.Token);
        Assert.Equal(app.GetEndpoint("aspire-dashboard", "otlp-grpc").GetLeftPart(UriPartial.Authority), environment!["OTEL_EXPORTER_OTLP_ENDPOINT"]);

        // The span of the request above arrives under the id that the Resources page has for the service.
        var id = app.ResourceNotifications.Find("back").Single().ResourceId;
        string telemetry;
        do
        {
            telemetry = await client.GetStringAsync("/api/telemetry/resources", deadline.Token);
        }
        while (!telemetry.Contains(id["back-".Length..], StringComparison.Ordinal));
        Assert.Contains("\"back\"", telemetry, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Dashboard_ThatIsMissing_IsDoneWithout()
    {
        await using var test = await TestApplication.StartAsync(builder => builder.AddExecutable("sleeper", "sleep", "/", "1000"), resourceService: true);
        await test.InStateAsync("sleeper", KnownResourceStates.Running);
        Assert.Empty(test.Notifications.Find("aspire-dashboard"));
    }
}
