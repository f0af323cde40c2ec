using System.Text;
using EventAi.Emulators.Aws.JsonProtocol;
using EventAi.Emulators.Aws.StepFunctions.Asl;
using EventAi.Emulators.Aws.StepFunctions.Asl.Definitions;
using EventAi.Emulators.Aws.StepFunctions.Asl.Values;
using EventAi.Emulators.Aws.StepFunctions.State;

namespace EventAi.Emulators.Aws.StepFunctions.Actions;

/// <summary>StartExecution, StartSyncExecution, StopExecution, RedriveExecution, DescribeExecution, ListExecutions, GetExecutionHistory.</summary>
internal sealed class ExecutionActions(MachineStore machines, ExecutionHost host, ChildExecutions children, TimeProvider time)
{
    public Json Start(JsonCall call)
    {
        var resolved = machines.Resolve(call.Required("stateMachineArn"));
        var (name, input) = Begin(call);
        if (resolved.IsExpress)
        {
            var express = host.Start(resolved.Definition, Draft(call, resolved, name, input), isExpress: true)!;
            return new JsonObject { { "executionArn", express.Start.Arn }, { "startDate", Times.Of(express.Started) } };
        }
        var draft = Draft(call, resolved, name, input);
        var entry = host.Start(resolved.Definition, draft, isExpress: false);
        if (entry is null)
        {
            // The same name with the same input is the same request, as long as it runs.
            entry = host.Find(draft.Arn)!;
            if (entry.Status != ExecutionStatus.Running || entry.Start.Input != input)
            {
                throw StatesErrors.ExecutionAlreadyExists(draft.Arn);
            }
        }
        return new JsonObject { { "executionArn", entry.Start.Arn }, { "startDate", Times.Of(entry.Started) } };
    }

    public async ValueTask<Json> StartSyncAsync(JsonCall call)
    {
        var resolved = machines.Resolve(call.Required("stateMachineArn"));
        if (!resolved.IsExpress)
        {
            throw StatesErrors.TypeNotSupported();
        }
        var (name, input) = Begin(call);
        var entry = host.Start(resolved.Definition, Draft(call, resolved, name, input), isExpress: true)!;
        await entry.Ended.WaitAsync(call.Aborted);
        var took = (entry.Stopped!.Value - entry.Started).TotalMilliseconds;
        var answer = new JsonObject
        {
            { "executionArn", entry.Start.Arn },
            { "stateMachineArn", resolved.Arn },
            { "name", name },
            { "startDate", Times.Of(entry.Started) },
            { "stopDate", Times.Of(entry.Stopped.Value) },
            { "status", StatusNames.Of(entry.Status) },
            { "error", entry.Error },
            { "cause", entry.Cause },
        };
        AddData(answer, entry);
        if (entry.Output is null)
        {
            answer.Add("outputDetails", new JsonObject { { "included", true } });
        }
        answer.Add("billingDetails", new JsonObject { { "billedMemoryUsedInMB", 64 }, { "billedDurationInMilliseconds", Math.Max(1, Math.Ceiling(took / 100)) * 100 } });
        return answer;
    }

    public Json Stop(JsonCall call)
    {
        var entry = Find(call.Required("executionArn"));
        host.Apply(entry, Stimulus.Stop(call.Text("error", 256), call.Text("cause", 32768)));
        return new JsonObject { { "stopDate", Times.Of(entry.Stopped ?? time.GetUtcNow()) } };
    }

    public Json Redrive(JsonCall call)
    {
        var entry = Find(call.Required("executionArn", 256));
        return host.Redrive(entry, call.Text("clientToken", 64)) is { } reason
            ? throw StatesErrors.NotRedrivable(reason)
            : new JsonObject { { "redriveDate", Times.Of(entry.Redriven!.Value) } };
    }

    public Json Describe(JsonCall call)
    {
        var arn = call.Required("executionArn");
        if (StatesArns.IsChild(arn))
        {
            return children.Describe(arn);
        }
        var entry = Find(arn);
        var answer = Summary(entry);
        AddData(answer, entry);
        answer.Add("error", entry.Error);
        answer.Add("cause", entry.Cause);
        var reason = entry.NotRedrivable(time.GetUtcNow());
        answer.Add("redriveStatus", reason is null ? "REDRIVABLE" : "NOT_REDRIVABLE");
        answer.Add("redriveStatusReason", reason);
        return answer;
    }

    public Json List(JsonCall call)
    {
        var filter = call.OneOf("statusFilter", "SUCCEEDED", "TIMED_OUT", "PENDING_REDRIVE", "ABORTED", "FAILED", "RUNNING");
        var redriven = call.OneOf("redriveFilter", "REDRIVEN", "NOT_REDRIVEN");
        if (call.Text("mapRunArn", 2000) is { } mapRun)
        {
            if (call.Text("stateMachineArn") is not null)
            {
                throw StatesErrors.Validation("You can specify either stateMachineArn or mapRunArn, but not both");
            }
            var (some, rest) = Pages.Cut(children.List(mapRun, filter, redriven), StateMachineActions.Most(call), call.Text("nextToken", 3096), StatesErrors.InvalidToken);
            return Pages.Answer("executions", some, "nextToken", rest);
        }
        var arn = call.Required("stateMachineArn");
        var parts = StatesArns.Check(arn, "stateMachine");
        var machine = machines.Find(string.Join(':', parts[..7])) ?? throw StatesErrors.StateMachineDoesNotExist(arn);
        if (machine["type"]!.AsString() == "EXPRESS")
        {
            throw StatesErrors.TypeNotSupported();
        }
        var executions = host.All
            .Where(entry => parts.Length == 7 ? entry.Start.StateMachineArn == arn : entry.Start.VersionArn == arn || entry.Start.AliasArn == arn)
            .Where(entry => filter is null || StatusNames.Of(entry.Status) == filter)
            .Where(entry => redriven is null || (entry.RedriveCount > 0) == (redriven == "REDRIVEN"))
            .OrderByDescending(static entry => entry.Start.Number);
        var (page, next) = Pages.Cut(executions, StateMachineActions.Most(call), call.Text("nextToken", 3096), StatesErrors.InvalidToken);
        return Pages.Answer("executions", page.Select(Summary), "nextToken", next);
    }

    public Json History(JsonCall call)
    {
        var arn = call.Required("executionArn");
        var includeData = call.Flag("includeExecutionData") != false;
        IEnumerable<Asl.History.HistoryEvent> events = StatesArns.IsChild(arn) ? children.History(arn) : host.History(Find(arn));
        if (call.Flag("reverseOrder") == true)
        {
            events = events.Reverse();
        }
        var (page, next) = Pages.Cut(events, StateMachineActions.Most(call), call.Text("nextToken", 1024), StatesErrors.InvalidToken);
        return Pages.Answer("events", page.Select(happened => happened.Describe(includeData)), "nextToken", next);
    }

    private static JsonObject Summary(ExecutionEntry entry) => new()
    {
        { "executionArn", entry.Start.Arn },
        { "stateMachineArn", entry.Start.StateMachineArn },
        { "name", entry.Start.Name },
        { "status", StatusNames.Of(entry.Status) },
        { "startDate", Times.Of(entry.Started) },
        { "stopDate", entry.Stopped is { } stopped ? Times.Of(stopped) : null },
        { "stateMachineVersionArn", entry.Start.VersionArn },
        { "stateMachineAliasArn", entry.Start.AliasArn },
        { "redriveCount", entry.RedriveCount },
        { "redriveDate", entry.Redriven is { } redriven ? Times.Of(redriven) : null },
    };

    private static void AddData(JsonObject answer, ExecutionEntry entry)
    {
        answer.Add("input", entry.Start.Input);
        answer.Add("inputDetails", new JsonObject { { "included", true } });
        if (entry.Output is { } output)
        {
            answer.Add("output", output.Text);
            answer.Add("outputDetails", new JsonObject { { "included", true } });
        }
    }

    private static (string Name, string Input) Begin(JsonCall call)
    {
        var name = call.Text("name") is { } given ? StatesArns.CheckName(given) : Guid.NewGuid().ToString();
        var input = call.Text("input") ?? "{}";
        if (string.IsNullOrWhiteSpace(input))
        {
            throw StatesErrors.InvalidExecutionInput("Invalid execution input.");
        }
        if (Encoding.UTF8.GetByteCount(input) > Execution.LargestPayload)
        {
            throw StatesErrors.Validation("1 validation error detected: Value at 'input' failed to satisfy constraint: Member must have length less than or equal to 262144");
        }
        return Json.TryParse(input, out var unused) ? (name, input) : throw StatesErrors.InvalidExecutionInput(JsonProblem.Describe(input).Problem);
    }

    private static StartRecord Draft(JsonCall call, ResolvedMachine machine, string name, string input)
    {
        var prefix = $"arn:aws:states:{machine.Arn.Split(':')[3]}:{AwsOptions.AccountId}:";
        var arn = machine.IsExpress ? $"{prefix}express:{machine.Name}:{name}:{Guid.NewGuid()}" : $"{prefix}execution:{machine.Name}:{name}";
        return new StartRecord(0, 0, 0, 0, arn, machine.Arn, machine.RoleArn, machine.AliasArn, machine.VersionArn, call.Region, input);
    }

    private ExecutionEntry Find(string arn)
    {
        StatesArns.Check(arn, "execution");
        if (StatesArns.IsChild(arn))
        {
            children.Check(arn);
            throw StatesErrors.Validation("This operation is not supported by child executions of a map run");
        }
        return host.Find(arn) ?? throw StatesErrors.ExecutionDoesNotExist(arn);
    }
}
