using EventAi.Emulators.Aws.EventBridge;
using EventAi.Emulators.Aws.StepFunctions.Asl.Values;

namespace EventAi.Emulators.Aws.StepFunctions.State;

/// <summary>
/// "Step Functions Execution Status Change" on the default bus, for Standard executions: when they start, end and are redriven. After a crash an event may be missing whose
/// execution had just got there (developer guide, "EventBridge events for Step Functions").
/// </summary>
internal sealed class StatusEvents(IEventSink bus)
{
    public void Publish(ExecutionEntry entry)
    {
        var start = entry.Start;
        if (!bus.IsHeard(start.Region))
        {
            return;
        }
        var reason = entry.NotRedrivable(entry.Stopped ?? entry.Started);
        var detail = new JsonObject();
        // Unlike an answer, an event tells what is not there: as null.
        void Add(string name, Json? value) => detail.Add(name, value ?? Json.Null);
        Add("executionArn", start.Arn);
        Add("stateMachineArn", start.StateMachineArn);
        Add("name", start.Name);
        Add("status", StatusNames.Of(entry.Status));
        Add("startDate", start.Milliseconds);
        Add("stopDate", entry.Stopped is { } stopped ? stopped.ToUnixTimeMilliseconds() : null);
        Add("input", start.Input);
        Add("output", entry.Output?.Text);
        Add("stateMachineVersionArn", start.VersionArn);
        Add("stateMachineAliasArn", start.AliasArn);
        Add("redriveCount", entry.RedriveCount);
        Add("redriveDate", entry.Redriven is { } redriven ? redriven.ToUnixTimeMilliseconds() : null);
        Add("redriveStatus", reason is null ? "REDRIVABLE" : "NOT_REDRIVABLE");
        Add("redriveStatusReason", reason);
        Add("inputDetails", new JsonObject { { "included", true } });
        Add("outputDetails", entry.Output is null ? null : new JsonObject { { "included", true } });
        Add("error", entry.Error);
        Add("cause", entry.Cause);
        bus.Publish(start.Region, "aws.states", "Step Functions Execution Status Change", detail, start.Arn);
    }
}
