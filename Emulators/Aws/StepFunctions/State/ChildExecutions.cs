using EventAi.Emulators.Aws.StepFunctions.Actions;
using EventAi.Emulators.Aws.StepFunctions.Asl;
using EventAi.Emulators.Aws.StepFunctions.Asl.History;
using EventAi.Emulators.Aws.StepFunctions.Asl.Values;

namespace EventAi.Emulators.Aws.StepFunctions.State;

/// <summary>Map runs and their child executions, as the state and the records of the execution that they run within show them.</summary>
internal sealed class ChildExecutions(ExecutionHost host)
{
    /// <summary>Looks at a map run.</summary>
    /// <returns>Null where there is none of this ARN.</returns>
    public T? Look<T>(string mapRun, Func<ExecutionEntry, MapRunInfo, T> at)
        where T : class
    {
        var parts = StatesArns.Check(mapRun, "mapRun");
        foreach (var entry in Candidates(parts))
        {
            if (host.MapRunsOf(entry).Contains(mapRun, StringComparer.Ordinal))
            {
                return host.Look(entry, execution => at(entry, execution.MapRuns.First(run => run.Arn == mapRun)));
            }
        }
        return null;
    }

    /// <summary>ListExecutions of a map run: the latest first.</summary>
    /// <exception cref="AwsException">There is no such map run.</exception>
    public IEnumerable<JsonObject> List(string mapRun, string? status, string? redriven)
        => Look(mapRun, (entry, run) => (run.IsExpress ? [] : run.Children).Select(child => Summary(entry, run, child).With("itemCount", child.ItemCount)).ToList())?
            .Where(child => status is null || child["status"]!.AsString() == status)
            .Where(child => redriven is null || (child["redriveCount"]!.AsNumber() > 0) == (redriven == "REDRIVEN"))
            .Reverse()
        ?? throw StatesErrors.ResourceNotFound(mapRun);

    /// <summary>DescribeExecution of a child execution.</summary>
    /// <exception cref="AwsException">It does not exist.</exception>
    public JsonObject Describe(string arn) => Find(arn, (entry, run, index) =>
    {
        var child = run.Children[index];
        var answer = Summary(entry, run, child);
        var included = new JsonObject { { "included", true } };
        answer.Add("input", child.Input.Text);
        answer.Add("inputDetails", included);
        answer.Add("output", child.Output?.Text);
        answer.Add("outputDetails", child.Output is null ? null : included);
        answer.Add("error", child.Error);
        answer.Add("cause", child.Cause);
        var canBeRedriven = child.Status is not (ExecutionStatus.Running or ExecutionStatus.Succeeded);
        answer.Add("redriveStatus", canBeRedriven ? "REDRIVABLE_BY_MAP_RUN" : "NOT_REDRIVABLE");
        answer.Add("redriveStatusReason", canBeRedriven ? null : $"Execution is {StatusNames.Of(child.Status)} and cannot be redriven");
        return answer;
    });

    /// <summary>GetExecutionHistory of a child execution.</summary>
    /// <exception cref="AwsException">It does not exist.</exception>
    public IReadOnlyList<HistoryEvent> History(string arn)
    {
        var (entry, mapRun, index) = Find(arn, static (entry, run, index) => (entry, run.Arn, index));
        return host.ChildHistory(entry, mapRun, index);
    }

    /// <summary>What DescribeStateMachineForExecution needs to know of a child execution.</summary>
    /// <exception cref="AwsException">It does not exist.</exception>
    public (ExecutionEntry Parent, string MapRun, string Label) Check(string arn) => Find(arn, static (entry, run, _) => (entry, run.Arn, run.Label));

    private T Find<T>(string arn, Func<ExecutionEntry, MapRunInfo, int, T> at)
    {
        var parts = StatesArns.Check(arn, "execution");
        foreach (var entry in Candidates(parts))
        {
            foreach (var mapRun in host.MapRunsOf(entry))
            {
                if (mapRun.Split(':', 8)[6] == parts[6] && MapRunInfo.IndexOf(mapRun, parts[7]) is { } index)
                {
                    var found = host.Look(entry, execution => execution.MapRuns.First(run => run.Arn == mapRun) is { IsExpress: false } run && index < run.Children.Count ? [at(entry, run, index)] : Array.Empty<T>());
                    return found.Length > 0 ? found[0] : throw StatesErrors.ExecutionDoesNotExist(arn);
                }
            }
        }
        throw StatesErrors.ExecutionDoesNotExist(arn);
    }

    /// <summary>Executions of the state machine that a map run's or child execution's ARN names, the latest first.</summary>
    private IEnumerable<ExecutionEntry> Candidates(string[] parts)
    {
        var machine = $"arn:aws:states:{parts[3]}:{parts[4]}:stateMachine:{parts[6].Split('/')[0]}";
        return host.All.Where(entry => entry.Start.StateMachineArn == machine).OrderByDescending(static entry => entry.Start.Number);
    }

    private static JsonObject Summary(ExecutionEntry entry, MapRunInfo run, ChildExecution child)
    {
        var machine = StatesArns.ChildStateMachine(entry.Start.StateMachineArn, run.Arn);
        return new JsonObject
        {
            { "executionArn", $"{machine.Replace(":stateMachine:", ":execution:", StringComparison.Ordinal)}:{child.Name}" },
            { "stateMachineArn", machine },
            { "name", child.Name },
            { "status", StatusNames.Of(child.Status) },
            { "startDate", Times.Of(child.Started) },
            { "stopDate", child.Stopped is { } stopped ? Times.Of(stopped) : null },
            { "mapRunArn", run.Arn },
            { "redriveCount", child.RedriveCount },
        };
    }
}
