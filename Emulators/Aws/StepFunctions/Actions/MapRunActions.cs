using EventAi.Emulators.Aws.JsonProtocol;
using EventAi.Emulators.Aws.StepFunctions.Asl;
using EventAi.Emulators.Aws.StepFunctions.Asl.Values;
using EventAi.Emulators.Aws.StepFunctions.State;

namespace EventAi.Emulators.Aws.StepFunctions.Actions;

/// <summary>ListMapRuns, DescribeMapRun, UpdateMapRun.</summary>
internal sealed class MapRunActions(ExecutionHost host, ChildExecutions children)
{
    public Json List(JsonCall call)
    {
        var arn = call.Required("executionArn", 256);
        StatesArns.Check(arn, "execution");
        var entry = host.Find(arn) ?? throw StatesErrors.ExecutionDoesNotExist(arn);
        var (page, next) = Pages.Cut(host.Look(entry, static execution => execution.MapRuns.ToList()), StateMachineActions.Most(call), call.Text("nextToken", 3096), StatesErrors.InvalidToken);
        return Pages.Answer(
            "mapRuns",
            page.Select(run => new JsonObject
            {
                { "executionArn", arn }, { "mapRunArn", run.Arn }, { "stateMachineArn", StatesArns.ChildStateMachine(entry.Start.StateMachineArn, run.Arn) }, { "startDate", Times.Of(run.Started) },
                { "stopDate", run.Stopped is { } stopped ? Times.Of(stopped) : null },
            }),
            "nextToken", next);
    }

    public Json Describe(JsonCall call)
    {
        var arn = call.Required("mapRunArn", 2000);
        return children.Look(arn, Describe) ?? throw StatesErrors.ResourceNotFound(arn);
    }

    public Json Update(JsonCall call)
    {
        var arn = call.Required("mapRunArn", 2000);
        var change = new JsonObject { { "mapRunArn", arn } };
        foreach (var (name, most) in (ReadOnlySpan<(string, double)>)[("maxConcurrency", int.MaxValue), ("toleratedFailureCount", int.MaxValue), ("toleratedFailurePercentage", 100)])
        {
            if (call[name] is not { } value)
            {
                continue;
            }
            if (value is not JsonNumber { Value: >= 0 } number || number.Value > most)
            {
                throw StatesErrors.Validation($"1 validation error detected: Value '{value.Text}' at '{name}' failed to satisfy constraint: Member must be between 0 and {most}");
            }
            change.Add(name, value);
        }
        var entry = children.Look(arn, static (entry, _) => entry) ?? throw StatesErrors.ResourceNotFound(arn);
        host.Apply(entry, Stimulus.UpdateMapRun(change));
        return new JsonObject();
    }

    private static JsonObject Describe(ExecutionEntry entry, MapRunInfo run)
    {
        // A batch counts as its items where all of one kind are told.
        JsonObject Counts(int all, bool items)
        {
            int Of(int batches) => items && run.Total > 0 ? (int)((long)batches * run.ItemTotal / run.Total) : batches;
            return new JsonObject
            {
                { "pending", all - Of(run.Running) - Of(run.Succeeded) - Of(run.Failed) - Of(run.Aborted) }, { "running", Of(run.Running) }, { "succeeded", Of(run.Succeeded) }, { "failed", Of(run.Failed) },
                { "timedOut", 0 }, { "aborted", Of(run.Aborted) }, { "total", all }, { "resultsWritten", run.WroteResults || run.Status == "SUCCEEDED" ? all : 0 }, { "failuresNotRedrivable", 0 }, { "pendingRedrive", 0 },
            };
        }
        return new JsonObject
        {
            { "mapRunArn", run.Arn },
            { "executionArn", entry.Start.Arn },
            { "status", run.Status },
            { "startDate", Times.Of(run.Started) },
            { "stopDate", run.Stopped is { } stopped ? Times.Of(stopped) : null },
            { "maxConcurrency", run.MaxConcurrency },
            { "toleratedFailurePercentage", run.ToleratedShare },
            { "toleratedFailureCount", run.ToleratedCount },
            { "itemCounts", Counts(run.ItemTotal, items: true) },
            { "executionCounts", Counts(run.Total, items: false) },
            { "redriveCount", run.RedriveCount },
            { "redriveDate", run.Redriven is { } redriven ? Times.Of(redriven) : null },
        };
    }
}
