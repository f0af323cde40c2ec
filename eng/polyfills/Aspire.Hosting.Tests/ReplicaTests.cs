using System.Net.Http.Json;
using Aspire.Hosting;
using Aspire.Hosting.Testing;

namespace EventAi.Aspire.Hosting.Tests;

public sealed class ReplicaTests
{
    [Fact]
    public async Task Replicas_BehindOneEndpoint_TakeTurns()
    {
        await using var test = await TestApplication.StartAsync(builder =>
            builder.AddProject<Projects.Fixture>("back").WithHttpEndpoint().WithHttpHealthCheck("/health").WithReplicas(3));
        await test.HealthyAsync([.. test.Notifications.Find("back").Select(r => r.ResourceId)]);

        var pids = await PidsAsync(test, 30, expected: 3);
        Assert.Equal(pids.Order(), test.Notifications.Find("back").Select(r => (int)r.Snapshot.Properties.Single(p => p.Name == "executable.pid").Value!).Order());
    }

    [Fact]
    public async Task Replica_ThatIsStopped_IsPassedOver()
    {
        await using var test = await TestApplication.StartAsync(builder =>
            builder.AddProject<Projects.Fixture>("back").WithHttpEndpoint().WithHttpHealthCheck("/health").WithReplicas(2));
        await test.HealthyAsync([.. test.Notifications.Find("back").Select(r => r.ResourceId)]);
        await PidsAsync(test, 30, expected: 2);

        var first = test.Notifications.Find("back")[0].ResourceId;
        Assert.True((await test.App.ResourceCommands.ExecuteCommandAsync(first, "stop")).Success);

        Assert.Single(await PidsAsync(test, 6, expected: 1));
    }

    // A replica may still be starting when another already makes the endpoint healthy: ask until all have answered.
    private static async Task<HashSet<int>> PidsAsync(TestApplication test, int atMost, int expected)
    {
        HashSet<int> pids = [];
        using CancellationTokenSource deadline = new(TestApplication.Deadline);
        for (var i = 0; pids.Count < expected || i < atMost; i++)
        {
            using HttpClient client = new() { BaseAddress = test.App.GetEndpoint("back") }; // a connection of its own
            pids.Add(await client.GetFromJsonAsync<int>("/pid", deadline.Token));
        }
        return pids;
    }
}
