using EventAi.Emulators.Aws;
using EventAi.Emulators.Aws.Journaling;
using EventAi.Emulators.Aws.StepFunctions.Asl.Values;
using EventAi.Emulators.Aws.StepFunctions.State;

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

    [Fact]
    public async Task Execution_ThatNeverEnds_DoesNotKeepTheFilesSinceItsStart()
    {
        var time = new ManualTime();
        var options = new AwsOptions { Port = 0, Data = _directory, ExecutionSegmentBytes = 8192, ExecutionRetention = TimeSpan.FromMinutes(50) };
        string waiting, ended, activity;
        Json? token;
        string history, failed;
        await using (var aws = await AwsServer.StartAsync(options, time))
        {
            using var client = new StatesClient(aws.Address.AbsoluteUri, time);
            activity = (await client.CallAsync("CreateActivity", new JsonObject { { "name", "a" } }))["activityArn"]!.AsString()!;
            waiting = await client.StartAsync(await client.MachineAsync("waits", """{"StartAt":"A","States":{"A":{"Type":"Task","Resource":"ARN","Next":"B"},"B":{"Type":"Task","Resource":"ARN","End":true}}}""".Replace("ARN", activity, StringComparison.Ordinal)), name: "waiting");
            var first = await client.CallAsync("GetActivityTask", new JsonObject { { "activityArn", activity } });
            await client.CallAsync("SendTaskSuccess", new JsonObject { { "taskToken", first["taskToken"] }, { "output", "1" } });
            token = (await client.CallAsync("GetActivityTask", new JsonObject { { "activityArn", activity } }))["taskToken"];
            // One that began as long ago, but ended lately.
            var other = (await client.CallAsync("CreateActivity", new JsonObject { { "name", "b" } }))["activityArn"]!.AsString()!;
            ended = await client.StartAsync(await client.MachineAsync("fails", """{"StartAt":"A","States":{"A":{"Type":"Task","Resource":"ARN","Next":"B"},"B":{"Type":"Task","Resource":"ARN-none","End":true}}}""".Replace("ARN", other, StringComparison.Ordinal)));
            var passes = await client.MachineAsync("passes", """{"StartAt":"P","States":{"P":{"Type":"Pass","End":true}}}""");
            for (var i = 0; i < 100; i++)
            {
                await client.StartAsync(passes, name: $"filler-{i}");
            }
            Assert.True(Files() > 3);
            time.Advance(TimeSpan.FromMinutes(30));
            var late = await client.CallAsync("GetActivityTask", new JsonObject { { "activityArn", other } });
            await client.CallAsync("SendTaskSuccess", new JsonObject { { "taskToken", late["taskToken"] }, { "output", "1" } });
            failed = (await client.EndedAsync(ended)).Text;
            history = (await client.HistoryAsync(waiting)).Text + (await client.HistoryAsync(ended)).Text;

            time.Advance(TimeSpan.FromMinutes(31)); // what is old is forgotten, what is alive is written again

            Assert.Equal(history, (await client.HistoryAsync(waiting)).Text + (await client.HistoryAsync(ended)).Text);
        }
        await using var again = await AwsServer.StartAsync(options, time);
        using var second = new StatesClient(again.Address.AbsoluteUri, time);
        Assert.InRange(Files(), 1, 2); // the old files went with the next sweep, that of the start
        Assert.Equal(history, (await second.HistoryAsync(waiting)).Text + (await second.HistoryAsync(ended)).Text);
        Assert.Equal(failed, (await second.EndedAsync(ended)).Text);
        await second.CallAsync("SendTaskSuccess", new JsonObject { { "taskToken", token }, { "output", "2" } });
        Assert.Equal("2", (await second.EndedAsync(waiting))["output"]!.AsString());
    }

    [Fact]
    public async Task Copy_ThatACrashCutShort_LeavesTheFormerRecordsInForce()
    {
        var options = new AwsOptions { Port = 0, Data = _directory };
        string execution, history;
        await using (var aws = await AwsServer.StartAsync(options))
        {
            using var client = new StatesClient(aws.Address.AbsoluteUri);
            var activity = (await client.CallAsync("CreateActivity", new JsonObject { { "name", "a" } }))["activityArn"]!.AsString()!;
            execution = await client.StartAsync(await client.MachineAsync("m", """{"StartAt":"A","States":{"A":{"Type":"Task","Resource":"ARN","End":true}}}""".Replace("ARN", activity, StringComparison.Ordinal)));
            var task = await client.CallAsync("GetActivityTask", new JsonObject { { "activityArn", activity } });
            await client.CallAsync("SendTaskSuccess", new JsonObject { { "taskToken", task["taskToken"] }, { "output", "1" } });
            history = (await client.HistoryAsync(execution)).Text;
        }
        // The first of three records of a copy, and nothing after it.
        var start = new StartRecord(1, 1, 0, 0, execution, "arn:aws:states:us-east-1:000000000000:stateMachine:m", "r", null, null, "us-east-1", "{}");
        var inner = ExecutionRecords.OfStart(start).Span[RecordWriter.HeaderBytes..].ToArray();
        await File.AppendAllBytesAsync(Path.Combine(_directory, "states", "executions"), ExecutionRecords.OfCopied(1, 0, 3, inner).ToArray());

        await using var again = await AwsServer.StartAsync(options);

        using var second = new StatesClient(again.Address.AbsoluteUri);
        Assert.Equal(history, (await second.HistoryAsync(execution)).Text);
    }

    private static async Task<string> RunAsync(StatesClient client, Json? machine, string name)
        => (await client.CallAsync("StartExecution", new JsonObject { { "stateMachineArn", machine }, { "name", name }, { "input", "{}" } }))["executionArn"]!.AsString()!;

    private static async Task<int> CountAsync(StatesClient client, Json? machine)
        => ((JsonArray)(await client.CallAsync("ListExecutions", new JsonObject { { "stateMachineArn", machine }, { "maxResults", 1000 } }))["executions"]!).Count;

    private int Files() => Directory.GetFiles(Path.Combine(_directory, "states"), "executions*").Length;
}
