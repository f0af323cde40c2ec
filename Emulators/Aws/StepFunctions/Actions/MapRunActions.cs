using EventAi.Emulators.Aws.JsonProtocol;
using EventAi.Emulators.Aws.StepFunctions.Asl;
using EventAi.Emulators.Aws.StepFunctions.Asl.Values;
using EventAi.Emulators.Aws.StepFunctions.State;

namespace EventAi.Emulators.Aws.StepFunctions.Actions;

/// <summary>ListMapRuns, DescribeMapRun. A run cannot be changed while it runs (UpdateMapRun).</summary>
internal sealed class MapRunActions(ExecutionHost host)
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
                { "executionArn", arn }, { "mapRunArn", run.Arn }, { "stateMachineArn", entry.Start.StateMachineArn }, { "startDate", Times.Of(run.Started) },
                { "stopDate", run.Stopped is { } stopped ? Times.Of(stopped) : null },
            }),
            "nextToken", next);
    }

    public Json Describe(JsonCall call)
    {
        var arn = call.Required("mapRunArn", 2000);
        var parts = StatesArns.Check(arn, "mapRun");
        var machine = $"arn:aws:states:{parts[3]}:{parts[4]}:stateMachine:{parts[6].Split('/')[0]}";
        foreach (var entry in host.All.Where(entry => entry.Start.StateMachineArn == machine).OrderByDescending(static entry => entry.Start.Number))
        {
            if (host.Look(entry, execution => execution.MapRuns.FirstOrDefault(run => run.Arn == arn)) is { } run)
            {
                return Describe(entry, run);
            }
        }
        throw StatesErrors.ResourceNotFound(arn);
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
                { "timedOut", 0 }, { "aborted", Of(run.Aborted) }, { "total", all }, { "resultsWritten", run.WroteResults ? all : 0 }, { "failuresNotRedrivable", 0 }, { "pendingRedrive", 0 },
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
            { "redriveCount", 0 },
        };
    }
}
