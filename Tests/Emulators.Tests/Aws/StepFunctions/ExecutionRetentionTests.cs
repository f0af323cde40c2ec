using EventAi.Emulators.Aws;
using EventAi.Emulators.Aws.StepFunctions.Asl.Values;

namespace EventAi.Emulators.Tests.Aws.StepFunctions;

public sealed class ExecutionRetentionTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("eventai-retention-").FullName;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public async Task Executions_EndedLongAgo_GoWithTheirFiles()
    {
        var time = new ManualTime();
        var options = new AwsOptions { Port = 0, Data = _directory, ExecutionSegmentBytes = 4096, ExecutionRetention = TimeSpan.FromMinutes(8) };
        string old, young;
        await using (var aws = await AwsServer.StartAsync(options, time))
        {
            using var client = new StatesClient(aws.Address.AbsoluteUri);
            const string passes = """{"StartAt":"P","States":{"P":{"Type":"Pass","End":true}}}""";
            var machine = (await client.CallAsync("CreateStateMachine", new JsonObject { { "name", "m" }, { "roleArn", "arn:aws:iam::000000000000:role/r" }, { "definition", passes } }))["stateMachineArn"];
            old = await RunAsync(client, machine, "old");
            for (var i = 0; i < 60; i++)
            {
                await RunAsync(client, machine, $"filler-{i}");
            }
            time.Advance(TimeSpan.FromMinutes(5));
            young = await RunAsync(client, machine, "young");
            Assert.True(Files() > 3);
            Assert.Equal(62, await CountAsync(client, machine));
        }
        time.Advance(TimeSpan.FromMinutes(4));
        await using (var aws = await AwsServer.StartAsync(options, time))
        {
            using var client = new StatesClient(aws.Address.AbsoluteUri);
            var gone = await Assert.ThrowsAsync<StatesCallException>(() => client.CallAsync("DescribeExecution", new JsonObject { { "executionArn", old } }));
            Assert.Contains("ExecutionDoesNotExist", gone.Code, StringComparison.Ordinal);
            Assert.Equal(1, Files());
        }
        // The definition had been in the first file.
        await using var last = await AwsServer.StartAsync(options, time);
        using var again = new StatesClient(last.Address.AbsoluteUri);
        Assert.Equal(4, ((JsonArray)(await again.CallAsync("GetExecutionHistory", new JsonObject { { "executionArn", young } }))["events"]!).Count);
    }

    private static async Task<string> RunAsync(StatesClient client, Json? machine, string name)
        => (await client.CallAsync("StartExecution", new JsonObject { { "stateMachineArn", machine }, { "name", name }, { "input", "{}" } }))["executionArn"]!.AsString()!;

    private static async Task<int> CountAsync(StatesClient client, Json? machine)
        => ((JsonArray)(await client.CallAsync("ListExecutions", new JsonObject { { "stateMachineArn", machine }, { "maxResults", 1000 } }))["executions"]!).Count;

    private int Files() => Directory.GetFiles(Path.Combine(_directory, "states"), "executions*").Length;
}
