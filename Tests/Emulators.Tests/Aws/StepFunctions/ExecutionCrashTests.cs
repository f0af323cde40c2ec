using System.Collections.Concurrent;
using EventAi.Emulators.Aws.StepFunctions.Asl.Values;

namespace EventAi.Emulators.Tests.Aws.StepFunctions;

/// <summary>Executions go on where they were, whenever the process is killed.</summary>
public sealed class ExecutionCrashTests : IDisposable
{
    private const string Definition = """
        {"StartAt":"First","States":{
          "First":{"Type":"Pass","Parameters":{"n.$":"$.n","id.$":"States.UUID()"},"Next":"Rest"},
          "Rest":{"Type":"Wait","Seconds":1,"Next":"Both"},
          "Both":{"Type":"Parallel","Next":"Done","Branches":[
            {"StartAt":"Work","States":{"Work":{"Type":"Task","Resource":"ACTIVITY","TimeoutSeconds":2,"Retry":[{"ErrorEquals":["States.ALL"],"IntervalSeconds":0,"MaxAttempts":1000}],"End":true}}},
            {"StartAt":"Each","States":{"Each":{"Type":"Map","ItemsPath":"$.list","Parameters":{"i.$":"$$.Map.Item.Index"},"End":true,"InputPath":"$$.Execution.Input",
              "ItemProcessor":{"StartAt":"Item","States":{"Item":{"Type":"Pass","End":true}}}}}}]},
          "Done":{"Type":"Pass","ResultPath":"$[0].done","Result":true,"End":true}}}
        """;

    private readonly string _directory = Directory.CreateTempSubdirectory("eventai-states-").FullName;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public Task Kill_Anywhere_EveryExecutionGoesOnWhereItWas() => KillAsync(kills: 6, seed: 5);

    [Fact]
    [Trait("Category", "Long")]
    public Task Kill_FiveHundredTimes_EveryExecutionGoesOnWhereItWas() => KillAsync(kills: 500, seed: 7);

    private async Task KillAsync(int kills, int seed)
    {
        var random = new Random(seed);
        var started = new ConcurrentDictionary<string, int>(StringComparer.Ordinal);
        var seen = new ConcurrentDictionary<string, string>(StringComparer.Ordinal);
        var (machine, activity) = ("", "");
        for (var round = 0; round < kills; round++)
        {
            await using var server = await EmulatorProcess.StartAsync("--port", "0", "--data", _directory);
            using var client = new StatesClient(server.Url);
            (machine, activity) = await PrepareAsync(client);
            using var stop = new CancellationTokenSource();
            var enough = new CountdownEvent(20 + random.Next(60));
            void Count()
            {
                if (!enough.IsSet)
                {
                    enough.Signal();
                }
            }
            Task[] clients =
            [
                RepeatAsync(stop.Token, async i =>
                {
                    if (started.Count >= 40 * (round + 1))
                    {
                        await Task.Delay(10, stop.Token);
                        Count();
                        return;
                    }
                    var number = (round * 1000) + i;
                    var answer = await client.CallAsync("StartExecution", new JsonObject { { "stateMachineArn", machine }, { "name", $"e{number}" }, { "input", $$"""{"n":{{number}},"list":[1,2]}""" } }, stop.Token);
                    started[answer["executionArn"]!.AsString()!] = number;
                    Count();
                }),
                .. Enumerable.Range(0, 2).Select(_ => RepeatAsync(stop.Token, i => WorkAsync(client, activity, Count, stop.Token))),
                RepeatAsync(stop.Token, async i =>
                {
                    // What was once told of a history stays true.
                    foreach (var execution in started.Keys.Skip(i % 10).Take(5))
                    {
                        seen[execution] = await HistoryAsync(client, execution, stop.Token);
                    }
                    await Task.Delay(20, stop.Token);
                }),
            ];
            await Task.Run(() => enough.Wait(AwsEndpointFixture.Deadline));
            Assert.True(enough.IsSet);
            await server.KillAsync();
            await stop.CancelAsync();
            await Task.WhenAll(clients);
        }
        await using var last = await EmulatorProcess.StartAsync("--port", "0", "--data", _directory);
        await FinishAsync(last.Url, activity, started, seen);
    }

    private static async Task FinishAsync(string url, string activity, ConcurrentDictionary<string, int> started, ConcurrentDictionary<string, string> seen)
    {
        using var client = new StatesClient(url);
        using var stop = new CancellationTokenSource();
        var workers = Enumerable.Range(0, 4).Select(_ => RepeatAsync(stop.Token, i => WorkAsync(client, activity, static () => { }, stop.Token))).ToArray();
        using var deadline = new CancellationTokenSource(TimeSpan.FromMinutes(5));
        foreach (var (execution, number) in started)
        {
            Json described;
            do
            {
                described = await client.CallAsync("DescribeExecution", new JsonObject { { "executionArn", execution } }, deadline.Token);
                await Task.Delay(described["status"]!.AsString() == "RUNNING" ? 20 : 0, deadline.Token);
            }
            while (described["status"]!.AsString() == "RUNNING");
            Assert.Equal("SUCCEEDED", described["status"]!.AsString());
            var output = Json.Parse(described["output"]!.AsString()!);
            Assert.Equal(number, ((JsonArray)output)[0]["n"]!.AsNumber());
            Assert.Equal(Json.Parse("""[{"i":0},{"i":1}]"""), ((JsonArray)output)[1]);
            var history = await HistoryAsync(client, execution, deadline.Token);
            AssertWhole(history);
            if (seen.TryGetValue(execution, out var before))
            {
                Assert.StartsWith(before, history, StringComparison.Ordinal);
            }
        }
        await stop.CancelAsync();
        await Task.WhenAll(workers);
        Assert.NotEmpty(started);
    }

    /// <summary>Numbered without gaps, every state of the way once, every success of a task once.</summary>
    private static void AssertWhole(string history)
    {
        var events = history.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(Json.Parse).ToList();
        Assert.Equal(Enumerable.Range(1, events.Count), events.Select(static happened => (int)happened["id"]!.AsNumber()!.Value));
        int Of(string type) => events.Count(happened => happened["type"]!.AsString() == type);
        Assert.Equal((1, 4, 4, 1, 1), (Of("ExecutionStarted"), Of("PassStateEntered"), Of("PassStateExited"), Of("WaitStateExited"), Of("ActivitySucceeded")));
        Assert.Equal(Of("ActivityScheduled"), Of("ActivitySucceeded") + Of("ActivityTimedOut"));
        Assert.Equal("ExecutionSucceeded", events[^1]["type"]!.AsString());
    }

    private static async Task<(string Machine, string Activity)> PrepareAsync(StatesClient client)
    {
        var activity = (await client.CallAsync("CreateActivity", new JsonObject { { "name", "work" } }))["activityArn"]!.AsString()!;
        var machine = await client.CallAsync("CreateStateMachine", new JsonObject
        {
            { "name", "crash" }, { "roleArn", "arn:aws:iam::000000000000:role/x" }, { "definition", Definition.Replace("ACTIVITY", activity, StringComparison.Ordinal) },
        });
        return (machine["stateMachineArn"]!.AsString()!, activity);
    }

    private static async Task WorkAsync(StatesClient client, string activity, Action done, CancellationToken cancellationToken)
    {
        var task = await client.CallAsync("GetActivityTask", new JsonObject { { "activityArn", activity } }, cancellationToken);
        if (task["taskToken"] is not { } token)
        {
            return;
        }
        try
        {
            await client.CallAsync("SendTaskSuccess", new JsonObject { { "taskToken", token }, { "output", task["input"] } }, cancellationToken);
            done();
        }
        catch (StatesCallException exception) when (exception.Code == "TaskTimedOut")
        {
            // Two seconds may pass on a busy machine.
        }
    }

    private static async Task<string> HistoryAsync(StatesClient client, string execution, CancellationToken cancellationToken)
    {
        var answer = await client.CallAsync("GetExecutionHistory", new JsonObject { { "executionArn", execution }, { "maxResults", 1000 } }, cancellationToken);
        return string.Concat(((JsonArray)answer["events"]!).Select(static happened => happened.Text + "\n"));
    }

    private static async Task RepeatAsync(CancellationToken stop, Func<int, Task> action)
    {
        for (var i = 0; !stop.IsCancellationRequested; i++)
        {
            try
            {
                await action(i);
            }
            catch (Exception exception) when (exception is HttpRequestException or System.Net.Sockets.SocketException or OperationCanceledException or IOException)
            {
                return; // killed
            }
        }
    }
}
