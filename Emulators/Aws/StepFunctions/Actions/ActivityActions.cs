using EventAi.Emulators.Aws.JsonProtocol;
using EventAi.Emulators.Aws.Journaling;
using EventAi.Emulators.Aws.StepFunctions.Asl;
using EventAi.Emulators.Aws.StepFunctions.Asl.Definitions;
using EventAi.Emulators.Aws.StepFunctions.Asl.Values;
using EventAi.Emulators.Aws.StepFunctions.State;
using EventAi.Emulators.Aws.StepFunctions.Tasks;

namespace EventAi.Emulators.Aws.StepFunctions.Actions;

/// <summary>Activities, and what workers and callbacks report: GetActivityTask, SendTaskSuccess, SendTaskFailure, SendTaskHeartbeat.</summary>
internal sealed class ActivityActions([FromKeyedServices(StatesHosting.Documents)] DocumentStore documents, ExecutionHost host, Activities activities, IHostApplicationLifetime lifetime, TimeProvider time)
{
    /// <summary>Of the documents that activities are kept as.</summary>
    public const string Kind = "activity";
    private static readonly TimeSpan LongPoll = TimeSpan.FromSeconds(60);

    public Json Create(JsonCall call)
    {
        var name = StatesArns.CheckName(call.Required("name"));
        var arn = StatesArns.Activity(call.Region, name);
        var activity = documents.Get(Kind, arn);
        if (activity is null)
        {
            activity = new JsonObject
            {
                { "activityArn", arn },
                { "name", name },
                { "creationDate", Times.Of(time.GetUtcNow()) },
                { "encryptionConfiguration", call.Object("encryptionConfiguration") ?? new JsonObject { { "type", "AWS_OWNED_KEY" } } },
                { "tags", TagActions.Read(call.Array("tags")) },
            };
            documents.Put(Kind, arn, activity);
        }
        return new JsonObject { { "activityArn", arn }, { "creationDate", activity["creationDate"] } };
    }

    public Json Describe(JsonCall call)
    {
        var described = new JsonObject(Find(call.Required("activityArn")));
        return new JsonObject { { "activityArn", described["activityArn"] }, { "name", described["name"] }, { "creationDate", described["creationDate"] }, { "encryptionConfiguration", described["encryptionConfiguration"] } };
    }

    public Json List(JsonCall call)
    {
        var all = documents.All(Kind).Select(static pair => pair.Value).Where(activity => activity["activityArn"]!.AsString()!.Split(':')[3] == call.Region);
        var (page, next) = Pages.Cut(all, StateMachineActions.Most(call), call.Text("nextToken", 1024), StatesErrors.InvalidToken);
        return Pages.Answer("activities", page.Select(static activity => new JsonObject { { "activityArn", activity["activityArn"] }, { "name", activity["name"] }, { "creationDate", activity["creationDate"] } }), "nextToken", next);
    }

    public Json Delete(JsonCall call)
    {
        var arn = call.Required("activityArn");
        StatesArns.Check(arn, "activity");
        documents.Remove(Kind, arn);
        return new JsonObject();
    }

    public async ValueTask<Json> GetTaskAsync(JsonCall call)
    {
        var arn = call.Required("activityArn");
        Find(arn);
        using var stopped = CancellationTokenSource.CreateLinkedTokenSource(call.Aborted, lifetime.ApplicationStopping);
        try
        {
            return await activities.TakeAsync(arn, call.Text("workerName", 80), LongPoll, time, stopped.Token) is { } taken
                ? new JsonObject { { "taskToken", taken.Request.Token }, { "input", taken.Request.Parameters.Text } }
                : [];
        }
        catch (OperationCanceledException) when (!call.Aborted.IsCancellationRequested)
        {
            return new JsonObject(); // the endpoint ends: as if none had come
        }
    }

    public Json Succeed(JsonCall call)
    {
        var output = call.Required("output");
        // AWS looks at the token before the output.
        _ = host.FindTask(call.Required("taskToken", 2048)) ?? throw StatesErrors.InvalidToken();
        if (!Json.TryParse(output, out var unused))
        {
            throw StatesErrors.InvalidOutput(JsonProblem.Describe(output).Problem);
        }
        return Report(call, task => Stimulus.Succeeded(task, Json.ParseDocument(output)));
    }

    public Json Fail(JsonCall call) => Report(call, task => Stimulus.Failed(task, call.Text("error", 256), call.Text("cause", 32768)));

    public Json Heartbeat(JsonCall call) => Report(call, Stimulus.Heartbeat);

    private JsonObject Report(JsonCall call, Func<int, Stimulus> report)
    {
        var (entry, task) = host.FindTask(call.Required("taskToken", 2048)) ?? throw StatesErrors.InvalidToken();
        return host.Apply(entry, report(task)) ? [] : throw StatesErrors.TaskTimedOut();
    }

    private JsonObject Find(string arn)
    {
        StatesArns.Check(arn, "activity");
        return documents.Get(Kind, arn) ?? throw StatesErrors.ActivityDoesNotExist(arn);
    }
}
