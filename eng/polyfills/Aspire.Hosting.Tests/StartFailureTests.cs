using System.Net;
using System.Net.Sockets;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;

namespace EventAi.Aspire.Hosting.Tests;

public sealed class StartFailureTests
{
    [Fact]
    public async Task Start_WithATakenPort_SaysWhichAndStartsNothing()
    {
        using TcpListener taken = new(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;
        var marker = Path.Combine(Path.GetTempPath(), $"eventai-{Guid.NewGuid():N}");

        var exception = await Assert.ThrowsAsync<DistributedApplicationException>(() => TestApplication.StartAsync(builder =>
        {
            builder.AddExecutable("first", "touch", "/", marker);
            builder.AddExecutable("second", "sleep", "/", "1000").WithHttpEndpoint(targetPort: port);
        }));

        Assert.Equal($"Port {port} of endpoint 'http' of resource 'second' is in use by another process.", exception.Message);
        Assert.False(File.Exists(marker));
    }

    [Fact]
    public async Task Start_WithAMissingExecutable_NamesIt()
    {
        var exception = await Assert.ThrowsAsync<DistributedApplicationException>(() =>
            TestApplication.StartAsync(builder => builder.AddExecutable("absent", "no-such-program", "/")));
        Assert.Equal("The executable 'no-such-program' of resource 'absent' was not found.", exception.Message);
    }

    [Fact]
    public async Task Start_WithAMissingWorkingDirectory_NamesIt()
    {
        var exception = await Assert.ThrowsAsync<DistributedApplicationException>(() =>
            TestApplication.StartAsync(builder => builder.AddExecutable("lost", "sleep", "/no/such/folder", "1")));
        Assert.Contains("'/no/such/folder'", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task MissingParameter_FailsItsUser()
    {
        await using var test = await TestApplication.StartAsync(builder =>
            builder.AddExecutable("user", "sleep", "/", "1000").WithEnvironment("KEY", builder.AddParameter("absent")));
        await test.InStateAsync("user", KnownResourceStates.FailedToStart);
        Assert.Contains("'Parameters:absent' is missing", await test.LogAsync("user"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Container_WithoutARuntime_IsShownAsUnhealthyRuntime()
    {
        await using var test = await TestApplication.StartAsync(builder => builder.AddContainer("box", "busybox"));
        await test.InStateAsync("box", KnownResourceStates.RuntimeUnhealthy);
    }
}
