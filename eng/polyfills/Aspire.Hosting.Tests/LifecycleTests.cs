using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Testing;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace EventAi.Aspire.Hosting.Tests;

public sealed class LifecycleTests
{
    [Fact]
    public async Task Health_OfAService_IsFollowedBothWays()
    {
        await using var test = await TestApplication.StartAsync(builder =>
            builder.AddProject<Projects.Fixture>("back").WithHttpEndpoint().WithHttpHealthCheck("/health").WithEnvironment("START_UNHEALTHY", "1"));

        var unhealthy = await test.WaitAsync("back", s => s.HealthReports.Any(r => r.Status == HealthStatus.Unhealthy && r.Description!.Contains("503", StringComparison.Ordinal)));
        Assert.Equal(HealthStatus.Unhealthy, unhealthy.HealthStatus);
        await test.PostAsync("back", "/health/true");
        await test.HealthyAsync("back");
        await test.PostAsync("back", "/health/false");
        await test.WaitAsync("back", s => s.HealthStatus == HealthStatus.Unhealthy);
    }

    [Fact]
    public async Task Restart_OfAService_KeepsItsPortAndGivesItANewProcess()
    {
        await using var test = await TestApplication.StartAsync(builder =>
            builder.AddProject<Projects.Fixture>("back").WithHttpEndpoint().WithHttpHealthCheck("/health"));
        await test.HealthyAsync("back");
        var (port, pid) = (test.App.GetEndpoint("back").Port, await test.PidAsync("back"));

        var result = await test.App.ResourceCommands.ExecuteCommandAsync("back", KnownResourceCommands.RestartCommand);
        Assert.True(result.Success, result.Message);
        await test.HealthyAsync("back");

        Assert.Equal(port, test.App.GetEndpoint("back").Port);
        Assert.NotEqual(pid, await test.PidAsync("back"));
        Assert.False(TestApplication.IsAlive(pid));
    }

    [Fact]
    public async Task StopAndStart_OfAService_ChangeStateAndCommands()
    {
        await using var test = await TestApplication.StartAsync(builder =>
            builder.AddProject<Projects.Fixture>("back").WithHttpEndpoint().WithHttpHealthCheck("/health"));
        await test.HealthyAsync("back");

        Assert.True((await test.App.ResourceCommands.ExecuteCommandAsync("back", KnownResourceCommands.StopCommand)).Success);
        var stopped = await test.InStateAsync("back", KnownResourceStates.Exited);
        Assert.Equal(ResourceCommandState.Enabled, Command(stopped, "start"));
        Assert.Equal(ResourceCommandState.Hidden, Command(stopped, "stop"));
        Assert.DoesNotContain(stopped.Properties, p => p.Name == "executable.pid");

        Assert.True((await test.App.ResourceCommands.ExecuteCommandAsync("back", KnownResourceCommands.StartCommand)).Success);
        await test.HealthyAsync("back");
        Assert.Equal(ResourceCommandState.Hidden, Command(test.Notifications.Find("back").Single().Snapshot, "start"));

        static ResourceCommandState Command(CustomResourceSnapshot snapshot, string name) => snapshot.Commands.Single(c => c.Name == name).State;
    }

    [Fact]
    public async Task UnexpectedExit_OfAService_IsShownWithItsCodeAndLastWords()
    {
        await using var test = await TestApplication.StartAsync(builder =>
            builder.AddProject<Projects.Fixture>("back").WithHttpEndpoint().WithHttpHealthCheck("/health"));
        await test.HealthyAsync("back");

        // The process may be gone before its answer is.
        _ = await Record.ExceptionAsync(() => test.PostAsync("back", "/exit/7"));

        var ended = await test.InStateAsync("back", KnownResourceStates.Finished);
        Assert.Equal(7, ended.ExitCode);
        Assert.Contains("last words before 7", await test.LogAsync("back"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stop_OfAProcessThatIgnoresSigterm_KillsItWithItsChildren()
    {
        int pid, child;
        await using (var test = await TestApplication.StartAsync(builder =>
            builder.AddProject<Projects.Fixture>("deaf").WithHttpEndpoint().WithHttpHealthCheck("/health").WithEnvironment("IGNORE_SIGTERM", "1")))
        {
            await test.HealthyAsync("deaf");
            pid = await test.PidAsync("deaf");
            using var client = test.App.CreateHttpClient("deaf");
            using var response = await client.PostAsync("/child", content: null);
            child = int.Parse(await response.Content.ReadAsStringAsync());
            Assert.True(TestApplication.IsAlive(child));
        }
        Assert.False(TestApplication.IsAlive(pid));
        Assert.False(TestApplication.IsAlive(child));
    }

    [Fact]
    public async Task ExplicitStart_OfAnExecutable_WaitsForTheCommand()
    {
        await using var test = await TestApplication.StartAsync(builder =>
            builder.AddExecutable("later", "/bin/sh", "/", "-c", "echo started; exec sleep 1000").WithExplicitStart());
        Assert.Equal(KnownResourceStates.NotStarted, test.Notifications.Find("later").Single().Snapshot.State!.Text);

        Assert.True((await test.App.ResourceCommands.ExecuteCommandAsync("later", "start")).Success);
        await test.InStateAsync("later", KnownResourceStates.Running);
    }

    [Fact]
    public async Task Command_OfAResource_AnswersWithItsResult()
    {
        await using var test = await TestApplication.StartAsync(builder =>
            builder.AddExecutable("sleeper", "sleep", "/", "1000")
                .WithCommand("greet", "Greet", context => Task.FromResult(CommandResults.Success("done", context.ResourceName)))
                .WithCommand("fail", "Fail", _ => throw new InvalidOperationException("broken")));
        await test.InStateAsync("sleeper", KnownResourceStates.Running);

        var greeting = await test.App.ResourceCommands.ExecuteCommandAsync("sleeper", "greet");
        Assert.Equal(test.Notifications.Find("sleeper").Single().ResourceId, greeting.Data!.Value);
        var failure = await test.App.ResourceCommands.ExecuteCommandAsync("sleeper", "fail");
        Assert.False(failure.Success);
        Assert.Equal("broken", failure.Message);
        Assert.False((await test.App.ResourceCommands.ExecuteCommandAsync("sleeper", "unknown")).Success);
    }
}
