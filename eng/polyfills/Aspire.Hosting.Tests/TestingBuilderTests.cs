using System.Net.Http.Json;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Testing;

namespace EventAi.Aspire.Hosting.Tests;

public sealed class TestingBuilderTests
{
    [Fact]
    public async Task CreateAsync_OfAnApplicationHost_RunsItWhole()
    {
        using CancellationTokenSource deadline = new(TestApplication.Deadline);
        await using var builder = await DistributedApplicationTestingBuilder.CreateAsync<Projects.SampleHost>(deadline.Token);
        Assert.Contains(builder.Resources, r => r.Name == "front");
        await using var app = await builder.BuildAsync(deadline.Token);
        await app.StartAsync(deadline.Token);
        await app.ResourceNotifications.WaitForResourceHealthyAsync("front", deadline.Token);

        using var client = app.CreateHttpClient("front");
        var environment = await client.GetFromJsonAsync<Dictionary<string, string>>("/env", deadline.Token);
        Assert.Equal(app.GetEndpoint("back", "http").GetLeftPart(UriPartial.Authority), environment!["services__back__http__0"]);
        Assert.Equal(app.GetEndpoint("broker", "tcp").Authority, await app.GetConnectionStringAsync("broker", deadline.Token));
        var greeting = await app.ResourceCommands.ExecuteCommandAsync("back", "greet", deadline.Token);
        Assert.StartsWith("hello from back-", greeting.Data!.Value, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => app.GetEndpoint("nobody"));
        Assert.Throws<ArgumentException>(() => app.GetEndpoint("front", "grpc"));
    }

    [Fact]
    public async Task TwoApplications_SideBySide_DoNotMeet()
    {
        using CancellationTokenSource deadline = new(TestApplication.Deadline);
        await using var first = await DistributedApplicationTestingBuilder.CreateAsync<Projects.SampleHost>(deadline.Token);
        await using var second = await DistributedApplicationTestingBuilder.CreateAsync<Projects.SampleHost>(deadline.Token);
        await using var one = await first.BuildAsync(deadline.Token);
        await using var two = await second.BuildAsync(deadline.Token);
        await Task.WhenAll(one.StartAsync(deadline.Token), two.StartAsync(deadline.Token));
        await one.ResourceNotifications.WaitForResourceHealthyAsync("front", deadline.Token);
        await two.ResourceNotifications.WaitForResourceHealthyAsync("front", deadline.Token);
        Assert.NotEqual(one.GetEndpoint("front"), two.GetEndpoint("front"));
    }

    [Fact]
    public async Task GetEndpoint_BeforeTheStart_IsRefused()
    {
        using CancellationTokenSource deadline = new(TestApplication.Deadline);
        await using var builder = await DistributedApplicationTestingBuilder.CreateAsync<Projects.SampleHost>(deadline.Token);
        await using var app = await builder.BuildAsync(deadline.Token);
        Assert.Throws<InvalidOperationException>(() => app.GetEndpoint("front"));
    }

    [Fact]
    public async Task Builder_ThatIsNotBuilt_EndsItsEntryPoint()
    {
        using CancellationTokenSource deadline = new(TestApplication.Deadline);
        var builder = await DistributedApplicationTestingBuilder.CreateAsync<Projects.SampleHost>(deadline.Token);
        await builder.DisposeAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => builder.BuildAsync(deadline.Token));
    }

    [Fact]
    public async Task Resources_OfAnApplicationHost_CanBeChangedByATest()
    {
        using CancellationTokenSource deadline = new(TestApplication.Deadline);
        await using var builder = await DistributedApplicationTestingBuilder.CreateAsync<Projects.SampleHost>(["--extra=1"], (options, _) => Assert.True(options.DisableDashboard), deadline.Token);
        Assert.Equal("1", builder.Configuration["extra"]);
        foreach (var resource in builder.Resources.Where(r => r is not ParameterResource).ToArray())
        {
            builder.Resources.Remove(resource);
        }
        await using var app = await builder.BuildAsync(deadline.Token);
        await app.StartAsync(deadline.Token);
        await app.ResourceNotifications.WaitForResourceAsync("token", KnownResourceStates.Running, deadline.Token);
    }
}
