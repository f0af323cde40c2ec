using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;

namespace EventAi.Aspire.Hosting.Tests;

public sealed class WaitTests
{
    [Fact]
    public async Task WaitFor_AnUnhealthyService_StartsWhenItIsHealthy()
    {
        await using var test = await TestApplication.StartAsync(builder =>
        {
            var back = builder.AddProject<Projects.Fixture>("back").WithHttpEndpoint().WithHttpHealthCheck("/health").WithEnvironment("START_UNHEALTHY", "1");
            builder.AddExecutable("front", "sleep", "/", "1000").WaitFor(back);
        });
        await test.WaitAsync("back", s => s.HealthReports.Any(r => r.Description?.Contains("503", StringComparison.Ordinal) == true));
        Assert.Equal(KnownResourceStates.Waiting, test.Notifications.Find("front").Single().Snapshot.State!.Text);

        await test.PostAsync("back", "/health/true");
        var front = await test.InStateAsync("front", KnownResourceStates.Running);
        var back = test.Notifications.Find("back").Single().Snapshot;
        Assert.True(front.StartTimeStamp > back.StartTimeStamp);
    }

    [Fact]
    public async Task WaitFor_AServiceThatEnds_FailsClearly()
    {
        await using var test = await TestApplication.StartAsync(builder =>
        {
            var back = builder.AddExecutable("back", "/bin/sh", "/", "-c", "exit 3").WithHealthCheck("no-such-check");
            builder.AddExecutable("front", "sleep", "/", "1000").WaitFor(back);
        });
        await test.InStateAsync("front", KnownResourceStates.FailedToStart);
        Assert.Contains("Dependency 'back' has failed: it is in state 'Finished' with exit code 3.", await test.LogAsync("front"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task WaitForCompletion_OfAJob_StartsAfterItsExitCode()
    {
        await using var test = await TestApplication.StartAsync(builder =>
        {
            var good = builder.AddExecutable("good", "/bin/sh", "/", "-c", "exit 0");
            var bad = builder.AddExecutable("bad", "/bin/sh", "/", "-c", "exit 4");
            builder.AddExecutable("after-good", "sleep", "/", "1000").WaitForCompletion(good);
            builder.AddExecutable("after-bad", "sleep", "/", "1000").WaitForCompletion(bad);
        });
        await test.InStateAsync("after-good", KnownResourceStates.Running);
        await test.InStateAsync("after-bad", KnownResourceStates.FailedToStart);
        Assert.Contains("expected to finish with exit code 0 but finished with 4", await test.LogAsync("after-bad"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ResourceReady_OfADependency_IsHandledBeforeTheDependentStarts()
    {
        TaskCompletionSource seed = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var test = await TestApplication.StartAsync(builder =>
        {
            var back = builder.AddExecutable("back", "sleep", "/", "1000");
            builder.Eventing.Subscribe<ResourceReadyEvent>(back.Resource, (_, _) => seed.Task);
            builder.AddExecutable("front", "sleep", "/", "1000").WaitFor(back);
        });
        await test.InStateAsync("back", KnownResourceStates.Running);
        await test.InStateAsync("front", KnownResourceStates.Waiting);

        seed.SetResult();
        await test.InStateAsync("front", KnownResourceStates.Running);
    }

    [Fact]
    public async Task Start_WithACircleOfWaits_NamesIt()
    {
        var exception = await Assert.ThrowsAsync<DistributedApplicationException>(() => TestApplication.StartAsync(builder =>
        {
            var a = builder.AddExecutable("a", "sleep", "/", "1");
            var b = builder.AddExecutable("b", "sleep", "/", "1").WaitFor(a);
            a.WaitFor(b);
        }));
        Assert.Contains("a -> b -> a", exception.Message, StringComparison.Ordinal);
    }
}
