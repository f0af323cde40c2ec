using EventAi.Emulators.Aws.StepFunctions.Asl;
using EventAi.Emulators.Aws.StepFunctions.Asl.History;
using EventAi.Emulators.Aws.StepFunctions.Asl.Values;
using EventAi.Emulators.Aws.StepFunctions.Tasks;

namespace EventAi.Emulators.Aws.StepFunctions.State;

/// <summary>Runs one state of a definition on its own: where it leads to are states that only end.</summary>
internal sealed class StateTests(TaskDispatcher dispatcher, TimeProvider time)
{
    public async Task<JsonObject> RunAsync(
        string definition, Json input, string level, string? role, string region, JsonObject? mock, string? variables, string? stateName, StateTestSetting setting, CancellationToken aborted)
    {
        var (name, state, machine) = Read(definition, stateName, variables);
        var mocked = MockCheck.Read(state, mock, role, setting);
        var start = new StartRecord(0, 0, 0, 0, $"arn:aws:states:{region}:{AwsOptions.AccountId}:express:test-state:test:{Guid.NewGuid()}", $"arn:aws:states:{region}:{AwsOptions.AccountId}:stateMachine:test-state", role ?? "", null, null, region, input.Text);
        var info = new ExecutionInfo
        {
            Arn = start.Arn, Name = "test", StateMachineArn = start.StateMachineArn, StateMachineName = "test-state", RoleArn = role ?? "", Region = region, IsExpress = true,
            Seed = System.Security.Cryptography.RandomNumberGenerator.GetInt32(int.MaxValue), Token = static task => $"test-token-{task}",
        };
        var rehearsal = new Rehearsal(name)
        {
            Mock = state["Type"]?.AsString() is "Map" or "Parallel" ? mocked : null, Context = setting.Context, RetryCount = setting.RetryCount, FailedIterations = setting.FailedIterations,
        };
        var execution = new Execution(machine, info, input) { Rehearsal = rehearsal };
        var waiting = new Queue<TaskRequest>(execution.Start(time.GetUtcNow()).Scheduled);
        var traced = new JsonObject();
        var failed = rehearsal.Mock is { Kind: StimulusKind.TaskFailed } || rehearsal.FailedIterations > 0;
        while (execution.Status == ExecutionStatus.Running && !Exited(execution, name))
        {
            if (waiting.TryDequeue(out var request))
            {
                var call = new TaskCall(new ExecutionEntry(start, isExpress: true), request, aborted) { Trace = level == "TRACE" ? (what, seen) => traced.Add(what, seen) : null, RevealsSecrets = setting.RevealsSecrets };
                var outcome = await OutcomeAsync(call, mocked);
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
                return WithTraces(Retriable(execution, mocked, level, input), traced);
            }
            execution.Apply(Stimulus.Tick, due).Scheduled.ForEach(waiting.Enqueue);
        }
        return WithTraces(Describe(execution, name, mocked, level, input), traced);
    }

    private static JsonObject WithTraces(JsonObject answer, JsonObject traced)
    {
        if (traced.Count > 0 && answer["inspectionData"] is JsonObject data)
        {
            var inspected = new JsonObject(data);
            foreach (var (name, value) in traced)
            {
                inspected.Add(name, value);
            }
            answer.Add("inspectionData", inspected);
        }
        return answer;
    }

    private static (string Name, JsonObject State, StateMachine Machine) Read(string definition, string? stateName, string? variables)
    {
        if (!Json.TryParse(definition, out var json) || json is not JsonObject given)
        {
            throw StatesErrors.InvalidDefinition("SCHEMA_VALIDATION_FAILED: Definition must be a valid JSON object");
        }
        var name = stateName ?? Rehearsal.StateName;
        var state = given["States"] is JsonObject ? Find(given, name) ?? throw StatesErrors.Validation("State not found in definition") : given;
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
            ? (name, state, read)
            : throw StatesErrors.InvalidDefinition(string.Join(", ", problems.Where(static problem => problem.IsError)));
    }

    /// <summary>A state by its name, however deep it lies in branches and processors.</summary>
    internal static JsonObject? Find(JsonObject block, string name)
        => block["States"] is not JsonObject states ? null
            : states[name] as JsonObject
                ?? states.Select(static member => member.Value).OfType<JsonObject>()
                    .SelectMany(static state => (state["Branches"] as JsonArray ?? []).OfType<JsonObject>().Concat(new[] { state["ItemProcessor"], state["Iterator"] }.OfType<JsonObject>()))
                    .Select(inner => Find(inner, name)).FirstOrDefault(static found => found is not null);

    private static IEnumerable<string> Targets(JsonObject state)
        => new[] { state["Next"], state["Default"] }
            .Concat((state["Catch"] as JsonArray ?? []).Select(static catcher => catcher["Next"]))
            .Concat((state["Choices"] as JsonArray ?? []).Select(static rule => rule["Next"]))
            .Select(static target => target?.AsString()).OfType<string>().Distinct(StringComparer.Ordinal);

    private static bool Exited(Execution execution, string name)
        => execution.Events.Any(happened => happened.Details is { Name: "stateExitedEventDetails" } details && details.Describe(includeData: false)["name"]!.AsString() == name);

    private async Task<Stimulus> OutcomeAsync(TaskCall call, Stimulus? mock)
    {
        var request = call.Request;
        if (mock is not null)
        {
            return mock with { Task = request.Id };
        }
        try
        {
            return Stimulus.Succeeded(request.Id, await dispatcher.CallAsync(call));
        }
        catch (TaskFailure failure)
        {
            return Stimulus.Failed(request.Id, failure.Error, failure.Message);
        }
    }

    private static JsonObject Retriable(Execution execution, Stimulus? mock, string level, Json input)
    {
        var (error, cause) = Failure(execution, mock);
        return Inspected(new JsonObject { { "status", "RETRIABLE" }, { "error", error }, { "cause", cause } }, execution, level, input);
    }

    private static JsonObject Describe(Execution execution, string name, Stimulus? mock, string level, Json input)
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
        var (error, cause) = execution.Rehearsal!.Seen.TryGetValue("errorDetails", out var handled) && handled["catchIndex"] is not null ? Failure(execution, mock) : (null, null);
        var answer = new JsonObject { { "output", events[exit]["stateExitedEventDetails"]!["output"] } };
        answer.Add("status", error is null && cause is null ? "SUCCEEDED" : "CAUGHT_ERROR");
        answer.Add("error", error);
        answer.Add("cause", cause);
        answer.Add("nextState", next);
        return Inspected(answer, execution, level, input);
    }

    private static (string? Error, string? Cause) Failure(Execution execution, Stimulus? mock)
    {
        var details = execution.Events.LastOrDefault(static happened => happened.Details is FailureDetails && happened.Type is not (HistoryEventType.ExecutionFailed or HistoryEventType.ExecutionTimedOut))?.Details!.Describe(includeData: true);
        return details is not null ? (details["error"]?.AsString(), details["cause"]?.AsString())
            : mock is { Kind: StimulusKind.TaskFailed } ? (mock.Error, mock.Cause)
            : execution.Rehearsal!.FailedIterations > 0 ? (ErrorNames.ExceedToleratedFailureThreshold, "The specified tolerated failure threshold was exceeded")
            : (null, null);
    }

    private static JsonObject Inspected(JsonObject answer, Execution execution, string level, Json input)
    {
        if (level != "INFO")
        {
            var data = new JsonObject { { "input", input.Text } };
            foreach (var (name, value) in execution.Rehearsal!.Seen)
            {
                // Numbers and the details of an error are told as they are, documents as their texts.
                data.Add(name, name switch
                {
                    "errorDetails" or "maxConcurrency" or "toleratedFailureCount" or "toleratedFailurePercentage" => value,
                    "afterItemsPath" when value is JsonArray items => $"[{string.Join(", ", items.Select(static item => item.Text))}]",
                    _ => value.Text,
                });
            }
            if (execution.Variables.Count > 0)
            {
                var variables = new JsonObject();
                foreach (var (name, value) in execution.Variables)
                {
                    variables.Add(name, value);
                }
                data.Add("variables", variables.Text);
            }
            answer.Add("inspectionData", data);
        }
        return answer;
    }
}
