using EventAi.Emulators.Aws.StepFunctions.Asl.Values;

namespace EventAi.Emulators.Aws.StepFunctions.Tasks;

/// <summary><c>events:putEvents</c>: a detail that is no string is sent as JSON; an entry that is refused fails the task.</summary>
internal sealed class EventsIntegration(Loopback loopback) : ITaskIntegration
{
    public string Service => "events";

    public bool Supports(TaskCall call) => call.Action == "putEvents" && !call.Request.Resource.WaitsForJob;

    public async Task<Json> CallAsync(TaskCall call)
    {
        var entries = new JsonArray();
        foreach (var entry in call.Parameters["Entries"] as JsonArray ?? [])
        {
            var given = new JsonObject((JsonObject)entry);
            if (given["Detail"] is { } detail && detail is not JsonString)
            {
                given.Add("Detail", detail.Text);
            }
            given.Add("Resources", new JsonArray((given["Resources"] as JsonArray ?? []).Append(call.Entry.Start.StateMachineArn).Append(call.Entry.Start.Arn)));
            entries.Add(given);
        }
        var parameters = new JsonObject(call.Parameters);
        parameters.Add("Entries", entries);
        var (status, answer) = await SdkIntegration.JsonAsync(loopback, "events", "AWSEvents.PutEvents", "application/x-amz-json-1.1", parameters, call);
        if (status != 200)
        {
            throw new TaskFailure("EventBridge.AmazonEventBridgeException", answer["message"]?.AsString() ?? "");
        }
        return answer["FailedEntryCount"]?.AsNumber() > 0 ? throw new TaskFailure("EventBridge.FailedEntry", answer.Text) : answer;
    }
}
