using EventAi.Emulators.Aws;
using EventAi.Emulators.Aws.StepFunctions.Asl;
using EventAi.Emulators.Aws.StepFunctions.Asl.History;
using EventAi.Emulators.Aws.StepFunctions.Asl.Values;

namespace EventAi.Emulators.Tests.Aws.StepFunctions;

public sealed class RedriveTests : IDisposable
{
    private const string Parallel =
        """
        {"StartAt":"Both","States":{"Both":{"Type":"Parallel","End":true,"Branches":[
          {"StartAt":"Good","States":{"Good":{"Type":"Task","Resource":"arn:aws:states:us-east-1:000000000000:activity:a","End":true}}},
          {"StartAt":"Bad","States":{"Bad":{"Type":"Task","Resource":"arn:aws:states:us-east-1:000000000000:activity:a","End":true}}}]}}}
        """;

    private readonly string _directory = Directory.CreateTempSubdirectory("eventai-redrive-").FullName;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public void Redrive_OfAParallel_RunsOnlyTheBranchThatFailed()
    {
        var execution = Begin(Parallel, "{}", out var now, out var scheduled);
        execution.Apply(Stimulus.Succeeded(scheduled[0].Id, Json.Parse("1")), now);
        execution.Apply(Stimulus.Failed(scheduled[1].Id, "Broken", "by the test"), now);
        Assert.Equal(ExecutionStatus.Failed, execution.Status);
        var failed = execution.LastEvent;

        var again = execution.Apply(Stimulus.Redrive(null), now).Scheduled;

        Assert.Equal("Bad", Assert.Single(again).State);
        Assert.Equal(ExecutionStatus.Running, execution.Status);
        Assert.Equal(HistoryEventType.ExecutionRedriven, execution.Events[failed].Type);
        execution.Apply(Stimulus.Succeeded(again[0].Id, Json.Parse("2")), now);
        Assert.Equal(ExecutionStatus.Succeeded, execution.Status);
        Assert.Equal("[1,2]", execution.Output!.Text);
        // The new attempt follows the state's entering, as the first one did.
        var attempts = execution.Events.Where(static happened => happened.Type == HistoryEventType.ActivityScheduled).ToList();
        Assert.Equal(attempts[1].PreviousId, attempts[2].PreviousId);
    }

    [Theory]
    [InlineData("INLINE")]
    [InlineData("DISTRIBUTED")]
    public void Redrive_OfAMap_RunsTheItemsThatDidNotSucceed(string mode)
    {
        var kind = mode == "INLINE" ? "\"INLINE\"" : "\"DISTRIBUTED\",\"ExecutionType\":\"STANDARD\"";
        var execution = Begin(
            """
            {"StartAt":"Each","States":{"Each":{"Type":"Map","MaxConcurrency":1,"End":true,"ItemProcessor":{"ProcessorConfig":{"Mode":MODE},
              "StartAt":"Item","States":{"Item":{"Type":"Task","Resource":"arn:aws:states:us-east-1:000000000000:activity:a","End":true}}}}}}
            """.Replace("MODE", kind, StringComparison.Ordinal),
            "[1,2,3]", out var now, out var scheduled);
        var second = execution.Apply(Stimulus.Succeeded(scheduled[0].Id, Json.Parse("10")), now).Scheduled;
        execution.Apply(Stimulus.Failed(second[0].Id, "Broken", null), now);
        Assert.Equal(ExecutionStatus.Failed, execution.Status);

        var again = execution.Apply(Stimulus.Redrive(null), now).Scheduled;
        Assert.Equal("2", Assert.Single(again).Parameters.Text);
        var third = execution.Apply(Stimulus.Succeeded(again[0].Id, Json.Parse("20")), now).Scheduled;
        execution.Apply(Stimulus.Succeeded(third[0].Id, Json.Parse("30")), now);

        Assert.Equal("[10,20,30]", execution.Output!.Text);
        Assert.Equal(mode == "DISTRIBUTED", execution.Events.Any(static happened => happened.Type == HistoryEventType.MapRunRedriven));
    }

    [Fact]
    public void UpdateMapRun_MoreAtOnce_BeginsFurtherItems()
    {
        var execution = Begin(
            """
            {"StartAt":"Each","States":{"Each":{"Type":"Map","MaxConcurrency":1,"End":true,"ItemProcessor":{"ProcessorConfig":{"Mode":"DISTRIBUTED","ExecutionType":"STANDARD"},
              "StartAt":"Item","States":{"Item":{"Type":"Task","Resource":"arn:aws:states:us-east-1:000000000000:activity:a","End":true}}}}}}
            """,
            "[1,2,3,4]", out var now, out var scheduled);
        Assert.Single(scheduled);

        var more = execution.Apply(Stimulus.UpdateMapRun(new JsonObject { { "mapRunArn", execution.MapRuns[0].Arn }, { "maxConcurrency", 3 } }), now).Scheduled;

        Assert.Equal(2, more.Count);
        Assert.Equal(3, execution.MapRuns[0].MaxConcurrency);
    }

    [Fact]
    public async Task RedriveExecution_OverARestart_GoesOnAndCounts()
    {
        Json arn;
        var options = new AwsOptions { Port = 0, Data = _directory };
        await using (var aws = await AwsServer.StartAsync(options))
        {
            using var client = new StatesClient(aws.Address.AbsoluteUri);
            const string waits = """{"StartAt":"W","States":{"W":{"Type":"Wait","Seconds":3600,"End":true}}}""";
            var machine = await client.CallAsync("CreateStateMachine", new JsonObject { { "name", "m" }, { "roleArn", "arn:aws:iam::000000000000:role/r" }, { "definition", waits } });
            arn = (await client.CallAsync("StartExecution", new JsonObject { { "stateMachineArn", machine["stateMachineArn"] } }))["executionArn"]!;
            await client.CallAsync("StopExecution", new JsonObject { { "executionArn", arn } });
            Assert.Equal("REDRIVABLE", (await client.CallAsync("DescribeExecution", new JsonObject { { "executionArn", arn } }))["redriveStatus"]!.AsString());
            await client.CallAsync("RedriveExecution", new JsonObject { { "executionArn", arn }, { "clientToken", "once" } });
            await client.CallAsync("RedriveExecution", new JsonObject { { "executionArn", arn }, { "clientToken", "once" } });
        }
        await using var second = await AwsServer.StartAsync(options);
        using var again = new StatesClient(second.Address.AbsoluteUri);
        var described = await again.CallAsync("DescribeExecution", new JsonObject { { "executionArn", arn } });
        Assert.Equal("RUNNING", described["status"]!.AsString());
        Assert.Equal(1, described["redriveCount"]!.AsNumber());
        var refused = await Assert.ThrowsAsync<StatesCallException>(() => again.CallAsync("RedriveExecution", new JsonObject { { "executionArn", arn } }));
        Assert.Equal("ExecutionNotRedrivable", refused.Code.Split('#')[^1]);
        await again.CallAsync("StopExecution", new JsonObject { { "executionArn", arn } });
        var events = (JsonArray)(await again.CallAsync("GetExecutionHistory", new JsonObject { { "executionArn", arn } }))["events"]!;
        Assert.Equal(["ExecutionStarted", "WaitStateEntered", "ExecutionAborted", "ExecutionRedriven", "ExecutionAborted"], events.Select(static happened => happened["type"]!.AsString()!));
    }

    private static Execution Begin(string definition, string input, out DateTimeOffset now, out List<TaskRequest> scheduled)
    {
        now = DateTimeOffset.UnixEpoch;
        var machine = StateMachine.Read(definition, isExpress: false, out var problems);
        Assert.True(machine is not null, string.Join(", ", problems));
        var info = new ExecutionInfo
        {
            Arn = "arn:aws:states:us-east-1:000000000000:execution:m:e", Name = "e", StateMachineArn = "arn:aws:states:us-east-1:000000000000:stateMachine:m", StateMachineName = "m", RoleArn = "r",
            Region = "us-east-1", Seed = 1, Token = static task => $"t{task}",
        };
        var execution = new Execution(machine, info, Json.Parse(input));
        scheduled = execution.Start(now).Scheduled;
        return execution;
    }
}
