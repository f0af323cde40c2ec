using EventAi.Emulators.Aws;
using EventAi.Emulators.Aws.StepFunctions.Asl.Values;

namespace EventAi.Emulators.Tests.Aws.StepFunctions;

public sealed class RestartTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("eventai-states-").FullName;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public async Task Restart_AfterExpressExecutions_EveryExecutionKeepsItsDefinition()
    {
        for (var round = 0; round < 3; round++)
        {
            await using var server = await StartAsync();
            using var client = new StatesClient(server.Address.AbsoluteUri);
            for (var i = 0; i < 3; i++)
            {
                // Express definitions take numbers that are in no log.
                var express = await CreateAsync(client, $"express-{round}-{i}", Pass($"x{round}{i}"), "EXPRESS");
                Assert.Equal($"\"x{round}{i}\"", (await client.CallAsync("StartSyncExecution", new JsonObject { { "stateMachineArn", express } }))["output"]!.AsString());
                await RunAsync(client, await CreateAsync(client, $"standard-{round}-{i}", Pass($"s{round}{i}"), "STANDARD"), "e");
            }
        }
        await using var last = await StartAsync();
        using var reader = new StatesClient(last.Address.AbsoluteUri);
        for (var round = 0; round < 3; round++)
        {
            for (var i = 0; i < 3; i++)
            {
                var arn = $"arn:aws:states:us-east-1:000000000000:execution:standard-{round}-{i}:e";
                Assert.Equal($"\"s{round}{i}\"", (await reader.CallAsync("DescribeExecution", new JsonObject { { "executionArn", arn } }))["output"]!.AsString());
                var history = (JsonArray)(await reader.CallAsync("GetExecutionHistory", new JsonObject { { "executionArn", arn } }))["events"]!;
                Assert.Equal($"\"s{round}{i}\"", history[^1]["executionSucceededEventDetails"]!["output"]!.AsString());
            }
        }
    }

    [Fact]
    public async Task Restart_WhileOneWaits_ItGoesOnAtItsTime()
    {
        const string Definition = """{"StartAt":"W","States":{"W":{"Type":"Wait","Seconds":2,"Next":"P"},"P":{"Type":"Pass","Result":"later","End":true}}}""";
        string execution;
        await using (var server = await StartAsync())
        {
            using var client = new StatesClient(server.Address.AbsoluteUri);
            var machine = await CreateAsync(client, "waiter", Definition, "STANDARD");
            execution = (await client.CallAsync("StartExecution", new JsonObject { { "stateMachineArn", machine } }))["executionArn"]!.AsString()!;
        }
        await using var again = await StartAsync();
        using var second = new StatesClient(again.Address.AbsoluteUri);
        var described = await EndedAsync(second, execution);
        Assert.Equal("\"later\"", described["output"]!.AsString());
        Assert.InRange(described["stopDate"]!.AsNumber()!.Value - described["startDate"]!.AsNumber()!.Value, 2.0, 6.0);
    }

    [Fact]
    public async Task Restart_WhileAJobRuns_ItIsWaitedForAndNotStartedAgain()
    {
        const string Inner = """{"StartAt":"W","States":{"W":{"Type":"Wait","Seconds":2,"Next":"P"},"P":{"Type":"Pass","Result":1,"End":true}}}""";
        string execution;
        string inner;
        await using (var server = await StartAsync())
        {
            using var client = new StatesClient(server.Address.AbsoluteUri);
            inner = await CreateAsync(client, "inner", Inner, "STANDARD");
            var outer = await CreateAsync(client, "outer", """{"StartAt":"N","States":{"N":{"Type":"Task","Resource":"arn:aws:states:::states:startExecution.sync:2","Parameters":{"StateMachineArn":"INNER"},"End":true}}}""".Replace("INNER", inner, StringComparison.Ordinal), "STANDARD");
            execution = (await client.CallAsync("StartExecution", new JsonObject { { "stateMachineArn", outer } }))["executionArn"]!.AsString()!;
            await SubmittedAsync(client, execution);
        }
        await using var again = await StartAsync();
        using var second = new StatesClient(again.Address.AbsoluteUri);
        Assert.Equal("SUCCEEDED", (await EndedAsync(second, execution))["status"]!.AsString());
        Assert.Equal(1, await CountAsync(second, execution, "TaskSubmitted"));
        var started = (JsonArray)(await second.CallAsync("ListExecutions", new JsonObject { { "stateMachineArn", inner } }))["executions"]!;
        Assert.Single(started);
    }

    private static async Task SubmittedAsync(StatesClient client, string execution)
    {
        using var deadline = new CancellationTokenSource(AwsEndpointFixture.Deadline);
        while (await CountAsync(client, execution, "TaskSubmitted") == 0)
        {
            await Task.Delay(20, deadline.Token);
        }
    }

    private static async Task<int> CountAsync(StatesClient client, string execution, string type)
    {
        var history = await client.CallAsync("GetExecutionHistory", new JsonObject { { "executionArn", execution } });
        return ((JsonArray)history["events"]!).Count(happened => happened["type"]!.AsString() == type);
    }

    private static string Pass(string result)
        => new JsonObject { { "StartAt", "P" }, { "States", new JsonObject { { "P", new JsonObject { { "Type", "Pass" }, { "Result", result }, { "End", true } } } } } }.Text;

    private static Task<string> CreateAsync(StatesClient client, string name, string definition, string type) => client.MachineAsync(name, definition, type);

    private static async Task RunAsync(StatesClient client, string machine, string name)
    {
        var started = await client.CallAsync("StartExecution", new JsonObject { { "stateMachineArn", machine }, { "name", name } });
        Assert.Equal("SUCCEEDED", (await EndedAsync(client, started["executionArn"]!.AsString()!))["status"]!.AsString());
    }

    private static Task<Json> EndedAsync(StatesClient client, string execution) => client.EndedAsync(execution);

    private Task<AwsServer> StartAsync() => AwsServer.StartAsync(new AwsOptions { Port = 0, Data = _directory });
}
