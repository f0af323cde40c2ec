using EventAi.Emulators.Aws;
using EventAi.Emulators.Aws.StepFunctions.Asl.Values;

namespace EventAi.Emulators.Tests.Aws.StepFunctions;

/// <summary>A Task whose activity does not exist when it comes up fails the execution, as it was recorded of AWS: nothing is scheduled.</summary>
public sealed class MissingActivityTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("eventai-activity-").FullName;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public async Task Activity_IsDeleted_ExecutionFailsAndStaysSo()
    {
        string execution;
        string activity;
        JsonArray before;
        await using (var server = await StartAsync())
        {
            using var client = new StatesClient(server.Address.AbsoluteUri);
            activity = (await client.CallAsync("CreateActivity", new JsonObject { { "name", "gone" } }))["activityArn"]!.AsString()!;
            await client.CallAsync("DeleteActivity", new JsonObject { { "activityArn", activity } });
            var machine = await client.MachineAsync("m", Definition(activity));

            execution = await client.StartAsync(machine);

            var described = await client.EndedAsync(execution);
            Assert.Equal("FAILED", described["status"]!.AsString());
            Assert.Equal("States.Runtime", described["error"]!.AsString());
            Assert.Equal($"An error occurred while executing the state 'Work' (entered at the event id #2). The activity {activity} does not exist.", described["cause"]!.AsString());
            before = await client.HistoryAsync(execution);
            Assert.Equal(["ExecutionStarted", "TaskStateEntered", "ExecutionFailed"], before.Select(static happened => happened["type"]!.AsString()!));
            Assert.Equal(2, before[2]["previousEventId"]!.AsNumber());
            // What was found out once is what the history says, whatever comes to be later.
            await client.CallAsync("CreateActivity", new JsonObject { { "name", "gone" } });
            Assert.Equal(before.Text, (await client.HistoryAsync(execution)).Text);
        }
        await using var again = await StartAsync();
        using var second = new StatesClient(again.Address.AbsoluteUri);
        Assert.Equal(before.Text, (await second.HistoryAsync(execution)).Text);
    }

    [Fact]
    public async Task Activity_IsThereAfterARedrive_ExecutionSucceeds()
    {
        await using var server = await StartAsync();
        using var client = new StatesClient(server.Address.AbsoluteUri);
        var activity = "arn:aws:states:us-east-1:000000000000:activity:late";
        var execution = await client.StartAsync(await client.MachineAsync("m", Definition(activity)));
        Assert.Equal("FAILED", (await client.EndedAsync(execution))["status"]!.AsString());
        await client.CallAsync("CreateActivity", new JsonObject { { "name", "late" } });

        await client.CallAsync("RedriveExecution", new JsonObject { { "executionArn", execution } });

        var task = await client.CallAsync("GetActivityTask", new JsonObject { { "activityArn", activity } });
        await client.CallAsync("SendTaskSuccess", new JsonObject { { "taskToken", task["taskToken"] }, { "output", "7" } });
        Assert.Equal("7", (await client.EndedAsync(execution))["output"]!.AsString());
    }

    private static string Definition(string activity) => """{"StartAt":"Work","States":{"Work":{"Type":"Task","Resource":"ARN","End":true}}}""".Replace("ARN", activity, StringComparison.Ordinal);

    private Task<AwsServer> StartAsync() => AwsServer.StartAsync(new AwsOptions { Port = 0, Data = _directory });
}
