using EventAi.Emulators.Aws;
using EventAi.Emulators.Aws.StepFunctions.Asl.Values;

namespace EventAi.Emulators.Tests.Aws.StepFunctions;

/// <summary>The items of a distributed Map as child executions that can be asked for.</summary>
public sealed class ChildExecutionTests : IDisposable
{
    private const string Definition = """
        {"StartAt":"M","States":{"M":{"Type":"Map","Label":"Items","ToleratedFailureCount":1,"End":true,"ItemProcessor":{"ProcessorConfig":{"Mode":"DISTRIBUTED","ExecutionType":"STANDARD"},"StartAt":"C","States":{
          "C":{"Type":"Choice","Choices":[{"Variable":"$.n","NumericEquals":2,"Next":"Bad"}],"Default":"Good"},
          "Good":{"Type":"Pass","Parameters":{"id.$":"$$.Execution.Id","input.$":"$$.Execution.Input","machine.$":"$$.StateMachine.Name"},"End":true},
          "Bad":{"Type":"Pass","InputPath":"$.none","End":true} } } } } }
        """;

    private readonly string _directory = Directory.CreateTempSubdirectory("eventai-children-").FullName;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public async Task Children_OfARun_CanBeListedDescribedAndRead_AfterARestartToo()
    {
        string[] before;
        string mapRun;
        await using (var server = await StartAsync())
        {
            using var client = new StatesClient(server.Address.AbsoluteUri);
            var execution = await client.StartAsync(await client.MachineAsync("parent", Definition), """[{"n":1},{"n":2},{"n":3}]""");
            Assert.Equal("SUCCEEDED", (await client.EndedAsync(execution))["status"]!.AsString());
            mapRun = (await client.CallAsync("ListMapRuns", new JsonObject { { "executionArn", execution } }))["mapRuns"] is JsonArray runs ? Assert.Single(runs)["mapRunArn"]!.AsString()! : "";

            before = await AllAsync(client, mapRun);

            var children = await ListAsync(client, mapRun);
            Assert.Equal(["SUCCEEDED", "FAILED", "SUCCEEDED"], children.Select(static child => child["status"]!.AsString()!)); // the latest first
            Assert.Equal(3, children.Select(static child => child["executionArn"]!.AsString()).Distinct(StringComparer.Ordinal).Count());
            Assert.All(children, child =>
            {
                Assert.Equal("arn:aws:states:us-east-1:000000000000:stateMachine:parent/Items", child["stateMachineArn"]!.AsString());
                Assert.Equal($"arn:aws:states:us-east-1:000000000000:execution:parent/Items:{child["name"]!.AsString()}", child["executionArn"]!.AsString());
                Assert.Equal(mapRun, child["mapRunArn"]!.AsString());
                Assert.Equal(1, child["itemCount"]!.AsNumber());
                Assert.True(Guid.TryParse(child["name"]!.AsString(), out _));
            });
            Assert.Single(await ListAsync(client, mapRun, "FAILED"));

            var last = await DescribeAsync(client, children[0]);
            Assert.Equal("""{"n":3}""", last["input"]!.AsString());
            Assert.Equal(mapRun, last["mapRunArn"]!.AsString());
            var output = Json.Parse(last["output"]!.AsString()!);
            Assert.Equal(last["executionArn"]!.AsString(), output["id"]!.AsString());
            Assert.Equal("""{"n":3}""", output["input"]!.Text);
            Assert.Equal("parent/Items", output["machine"]!.AsString());
            var history = await client.HistoryAsync(last["executionArn"]!.AsString()!);
            Assert.Equal(["ExecutionStarted", "ChoiceStateEntered", "ChoiceStateExited", "PassStateEntered", "PassStateExited", "ExecutionSucceeded"], history.Select(static happened => happened["type"]!.AsString()!));
            Assert.Equal([0, 0, 2, 3, 4, 5], history.Select(static happened => happened["previousEventId"]!.AsNumber()!.Value));

            var failed = await DescribeAsync(client, children[1]);
            Assert.Equal("REDRIVABLE_BY_MAP_RUN", failed["redriveStatus"]!.AsString());
            // The event is that of the child's own history.
            Assert.StartsWith("An error occurred while executing the state 'Bad' (entered at the event id #4).", failed["cause"]!.AsString(), StringComparison.Ordinal);
            Assert.Equal("ExecutionFailed", (await client.HistoryAsync(failed["executionArn"]!.AsString()!))[^1]["type"]!.AsString());

            var machine = await client.CallAsync("DescribeStateMachineForExecution", new JsonObject { { "executionArn", last["executionArn"] } });
            Assert.Equal("Items", machine["label"]!.AsString());
            Assert.Equal("C", Json.Parse(machine["definition"]!.AsString()!)["StartAt"]!.AsString());
        }
        await using var again = await StartAsync();
        using var second = new StatesClient(again.Address.AbsoluteUri);
        Assert.Equal(before, await AllAsync(second, mapRun));
    }

    [Fact]
    public async Task Children_OfARunThatIsStopped_AreAborted()
    {
        await using var server = await StartAsync();
        using var client = new StatesClient(server.Address.AbsoluteUri);
        var activity = (await client.CallAsync("CreateActivity", new JsonObject { { "name", "a" } }))["activityArn"]!.AsString()!;
        var definition = """{"StartAt":"M","States":{"M":{"Type":"Map","MaxConcurrency":2,"End":true,"ItemBatcher":{"MaxItemsPerBatch":2},"ItemProcessor":{"ProcessorConfig":{"Mode":"DISTRIBUTED","ExecutionType":"STANDARD"},"StartAt":"W","States":{"W":{"Type":"Task","Resource":"ARN","End":true}}}}}}""";
        var execution = await client.StartAsync(await client.MachineAsync("parent", definition.Replace("ARN", activity, StringComparison.Ordinal)), "[1,2,3,4,5,6,7]");
        var task = await client.CallAsync("GetActivityTask", new JsonObject { { "activityArn", activity } });
        var runs = (JsonArray)(await client.CallAsync("ListMapRuns", new JsonObject { { "executionArn", execution } }))["mapRuns"]!;
        var mapRun = Assert.Single(runs)["mapRunArn"]!.AsString()!;
        Assert.Equal(["RUNNING", "RUNNING"], (await ListAsync(client, mapRun)).Select(static child => child["status"]!.AsString()!));

        await client.CallAsync("SendTaskSuccess", new JsonObject { { "taskToken", task["taskToken"] }, { "output", "1" } });
        Assert.Equal(["RUNNING", "RUNNING", "SUCCEEDED"], (await ListAsync(client, mapRun)).Select(static child => child["status"]!.AsString()!));
        Assert.Equal(["ExecutionStarted", "TaskStateEntered", "ActivityScheduled"], (await client.HistoryAsync((await ListAsync(client, mapRun))[0]["executionArn"]!.AsString()!)).Select(static happened => happened["type"]!.AsString()!));
        await client.CallAsync("StopExecution", new JsonObject { { "executionArn", execution } });

        var children = await ListAsync(client, mapRun);
        Assert.Equal(["ABORTED", "ABORTED", "SUCCEEDED"], children.Select(static child => child["status"]!.AsString()!));
        Assert.Equal([2, 2, 2], children.Select(static child => child["itemCount"]!.AsNumber()!.Value));
        Assert.Equal("ExecutionAborted", (await client.HistoryAsync(children[0]["executionArn"]!.AsString()!))[^1]["type"]!.AsString());
    }

    [Fact]
    public async Task Child_ThatIsNone_DoesNotExist()
    {
        await using var server = await StartAsync();
        using var client = new StatesClient(server.Address.AbsoluteUri);
        var execution = await client.StartAsync(await client.MachineAsync("parent", Definition), "[{}]");
        await client.EndedAsync(execution);

        foreach (var operation in (string[])["DescribeExecution", "GetExecutionHistory", "StopExecution", "DescribeStateMachineForExecution"])
        {
            var request = new JsonObject { { "executionArn", $"arn:aws:states:us-east-1:000000000000:execution:parent/Items:{Guid.NewGuid()}" } };
            Assert.Equal("ExecutionDoesNotExist", (await Assert.ThrowsAsync<StatesCallException>(() => client.CallAsync(operation, request))).Code);
        }
        var none = new JsonObject { { "mapRunArn", $"arn:aws:states:us-east-1:000000000000:mapRun:parent/Items:{Guid.NewGuid()}" } };
        Assert.Equal("ResourceNotFound", (await Assert.ThrowsAsync<StatesCallException>(() => client.CallAsync("ListExecutions", none))).Code);
        none.Add("stateMachineArn", "arn:aws:states:us-east-1:000000000000:stateMachine:parent");
        Assert.Equal("ValidationException", (await Assert.ThrowsAsync<StatesCallException>(() => client.CallAsync("ListExecutions", none))).Code);
    }

    private static async Task<string[]> AllAsync(StatesClient client, string mapRun)
    {
        var texts = new List<string>();
        foreach (var child in await ListAsync(client, mapRun))
        {
            texts.AddRange([child.Text, (await DescribeAsync(client, child)).Text, (await client.HistoryAsync(child["executionArn"]!.AsString()!)).Text]);
        }
        return [.. texts];
    }

    private static Task<Json> DescribeAsync(StatesClient client, Json child) => client.CallAsync("DescribeExecution", new JsonObject { { "executionArn", child["executionArn"] } });

    private static async Task<JsonArray> ListAsync(StatesClient client, string mapRun, string? status = null)
        => (JsonArray)(await client.CallAsync("ListExecutions", new JsonObject { { "mapRunArn", mapRun }, { "statusFilter", status } }))["executions"]!;

    private Task<AwsServer> StartAsync() => AwsServer.StartAsync(new AwsOptions { Port = 0, Data = _directory });
}
