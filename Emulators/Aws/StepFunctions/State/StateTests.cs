using EventAi.Emulators.Aws.StepFunctions.Asl;
using EventAi.Emulators.Aws.StepFunctions.Asl.History;
using EventAi.Emulators.Aws.StepFunctions.Asl.Values;
using EventAi.Emulators.Aws.StepFunctions.Tasks;

namespace EventAi.Emulators.Aws.StepFunctions.State;

/// <summary>Runs one state of a definition on its own: where it leads to are states that only end.</summary>
internal sealed class StateTests(TaskDispatcher dispatcher, TimeProvider time)
{
    private const string Unnamed = "TestState";

    public async Task<JsonObject> RunAsync(
        string definition, Json input, string level, string role, string region, JsonObject? mock, string? variables, string? stateName, CancellationToken aborted)
    {
        var (name, machine) = Read(definition, stateName, variables);
        var start = new StartRecord(0, 0, 0, 0, $"arn:aws:states:{region}:{AwsOptions.AccountId}:express:test-state:test:{Guid.NewGuid()}", $"arn:aws:states:{region}:{AwsOptions.AccountId}:stateMachine:test-state", role, null, null, region, input.Text);
        var info = new ExecutionInfo
        {
            Arn = start.Arn, Name = "test", StateMachineArn = start.StateMachineArn, StateMachineName = "test-state", RoleArn = role, Region = region,
            Seed = System.Security.Cryptography.RandomNumberGenerator.GetInt32(int.MaxValue), Token = static task => $"test-token-{task}",
        };
        var execution = new Execution(machine, info, input);
        var waiting = new Queue<TaskRequest>(execution.Start(time.GetUtcNow()).Scheduled);
        var failed = false;
        while (execution.Status == ExecutionStatus.Running && !Exited(execution, name))
        {
            if (waiting.TryDequeue(out var request))
            {
                var outcome = await OutcomeAsync(request, start, mock, aborted);
                failed |= outcome.Kind == StimulusKind.TaskFailed;
                var submitted = request.Resource.IsSubmitted && !failed ? [Stimulus.Submitted(request.Id, outcome.Output!)] : Array.Empty<Stimulus>();
                foreach (var stimulus in submitted.Prepend(Stimulus.Started(request.Id)).Append(outcome))
                {
                    execution.Apply(stimulus, time.GetUtcNow()).Scheduled.ForEach(waiting.Enqueue);
                }
                continue;
            }
            // Nothing to do but to wait: for a retry, which a test does not do, or for a Wait state's time, which it does not wait for.
            if (failed || execution.NextDue is not { } due || execution.Events.Any(static happened => happened.Type == HistoryEventType.EvaluationFailed))
            {
                return Retriable(execution, level, input);
            }
            execution.Apply(Stimulus.Tick, due).Scheduled.ForEach(waiting.Enqueue);
        }
        return Describe(execution, name, level, input);
    }

    private static (string Name, StateMachine Machine) Read(string definition, string? stateName, string? variables)
    {
        if (!Json.TryParse(definition, out var json) || json is not JsonObject given)
        {
            throw StatesErrors.InvalidDefinition("SCHEMA_VALIDATION_FAILED: Definition must be a valid JSON object");
        }
        var name = stateName ?? Unnamed;
        var state = given["States"] is JsonObject all ? all[name] as JsonObject ?? throw StatesErrors.Validation($"State '{name}' does not exist in the definition") : given;
        var states = new JsonObject { { name, state } };
        foreach (var target in Targets(state))
        {
            states.Add(target, target == name ? null : new JsonObject { { "Type", "Succeed" } });
        }
        var start = name;
        if (variables is not null && Json.TryParse(variables, out var values) && values is JsonObject { Count: > 0 })
        {
            start = "Variables of " + name;
            states.Add(start, new JsonObject { { "Type", "Pass" }, { "Assign", values }, { "Next", name } });
        }
        var machine = new JsonObject { { "StartAt", start }, { "QueryLanguage", given["QueryLanguage"] }, { "States", states } };
        return StateMachine.Read(machine.Text, isExpress: false, out var problems) is { } read
            ? (name, read)
            : throw StatesErrors.InvalidDefinition(string.Join(", ", problems.Where(static problem => problem.IsError)));
    }

    private static IEnumerable<string> Targets(JsonObject state)
        => new[] { state["Next"], state["Default"] }
            .Concat((state["Catch"] as JsonArray ?? []).Select(static catcher => catcher["Next"]))
            .Concat((state["Choices"] as JsonArray ?? []).Select(static rule => rule["Next"]))
            .Select(static target => target?.AsString()).OfType<string>().Distinct(StringComparer.Ordinal);

    private static bool Exited(Execution execution, string name)
        => execution.Events.Any(happened => happened.Details is { Name: "stateExitedEventDetails" } details && details.Describe(includeData: false)["name"]!.AsString() == name);

    private async Task<Stimulus> OutcomeAsync(TaskRequest request, StartRecord start, JsonObject? mock, CancellationToken aborted)
    {
        if (mock?["result"]?.AsString() is { } result)
        {
            return Stimulus.Succeeded(request.Id, Json.TryParse(result, out var parsed) ? parsed : throw StatesErrors.Validation("The mock's result is not valid JSON"));
        }
        if (mock?["errorOutput"] is JsonObject error)
        {
            return Stimulus.Failed(request.Id, error["error"]?.AsString(), error["cause"]?.AsString());
        }
        try
        {
            return Stimulus.Succeeded(request.Id, await dispatcher.CallAsync(new TaskCall(new ExecutionEntry(start, isExpress: true), request, aborted)));
        }
        catch (TaskFailure failure)
        {
            return Stimulus.Failed(request.Id, failure.Error, failure.Message);
        }
    }

    private static JsonObject Retriable(Execution execution, string level, Json input)
    {
        var (error, cause) = Failure(execution);
        return Inspected(new JsonObject { { "status", "RETRIABLE" }, { "error", error }, { "cause", cause } }, execution, level, input);
    }

    private static JsonObject Describe(Execution execution, string name, string level, Json input)
    {
        var events = execution.Events.Select(static happened => happened.Describe()).ToList();
        var exit = events.FindIndex(happened => happened["stateExitedEventDetails"]?["name"]?.AsString() == name);
        if (exit < 0)
        {
            return execution.Status == ExecutionStatus.Succeeded
                ? Inspected(new JsonObject { { "status", "SUCCEEDED" }, { "output", execution.Output?.Text } }, execution, level, input)
                : Inspected(new JsonObject { { "status", "FAILED" }, { "error", execution.Error }, { "cause", execution.Cause } }, execution, level, input);
        }
        var next = events.Skip(exit).Select(static happened => happened["stateEnteredEventDetails"]?["name"]).FirstOrDefault(static entered => entered is not null);
        var (error, cause) = Failure(execution);
        var answer = new JsonObject { { "output", events[exit]["stateExitedEventDetails"]!["output"] } };
        answer.Add("status", error is null && cause is null ? "SUCCEEDED" : "CAUGHT_ERROR");
        answer.Add("error", error);
        answer.Add("cause", cause);
        answer.Add("nextState", next);
        return Inspected(answer, execution, level, input);
    }

    private static (string? Error, string? Cause) Failure(Execution execution)
    {
        var details = execution.Events.LastOrDefault(static happened => happened.Details is FailureDetails && happened.Type is not (HistoryEventType.ExecutionFailed or HistoryEventType.ExecutionTimedOut))?.Details!.Describe(includeData: true);
        return (details?["error"]?.AsString(), details?["cause"]?.AsString());
    }

    private static JsonObject Inspected(JsonObject answer, Execution execution, string level, Json input)
    {
        if (level != "INFO")
        {
            var result = execution.Events.Select(static happened => happened.Describe()).Select(static happened => happened["taskSucceededEventDetails"]?["output"]).LastOrDefault(static output => output is not null);
            answer.Add("inspectionData", new JsonObject { { "input", input.Text }, { "result", result } });
        }
        return answer;
    }
}
