using EventAi.Emulators.Aws.StepFunctions.Asl;
using EventAi.Emulators.Aws.StepFunctions.Asl.Simulation;
using EventAi.Emulators.Aws.StepFunctions.Asl.Values;

namespace EventAi.Emulators.Tests.Aws.StepFunctions;

/// <summary>One case of Cases/, run in virtual time. Its format: Cases/README.md.</summary>
internal sealed class AslCase(JsonObject definition)
{
    private static readonly DateTimeOffset DefaultStart = new(2024, 3, 14, 1, 59, 26, TimeSpan.Zero);

    private readonly Dictionary<string, int> _answered = new(StringComparer.Ordinal);

    public string Name => definition["name"]!.AsString()!;

    public static IEnumerable<AslCase> All()
    {
        var folder = Path.Combine(AppContext.BaseDirectory, "Aws", "StepFunctions", "Cases");
        foreach (var file in Directory.EnumerateFiles(folder, "*.json", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            Json content;
            try
            {
                content = Json.Parse(File.ReadAllText(file));
            }
            catch (JsonFormatException exception)
            {
                throw new InvalidDataException($"{file}: {exception.Message}", exception);
            }
            foreach (var item in content as JsonArray ?? [content])
            {
                yield return new AslCase((JsonObject)item);
            }
        }
    }

    /// <summary>Definitions of all cases, for those who need some.</summary>
    public static IEnumerable<Json> Definitions() => All().Select(static single => single.Definition).OfType<JsonObject>();

    private Json? Definition => definition["definition"];

    /// <returns>What is not as expected; empty where all is.</returns>
    public string Run()
    {
        var expected = (JsonObject)definition["expect"]!;
        var text = definition["definition"] is JsonString raw ? raw.Value : definition["definition"]!.Text;
        var machine = StateMachine.Read(text, definition["type"]?.AsString() == "EXPRESS", out var diagnostics);
        var faults = new List<string>();
        if (expected["status"]!.AsString() == "INVALID")
        {
            if (machine is not null)
            {
                return "the definition was accepted";
            }
            foreach (var wanted in expected["diagnostics"] as JsonArray ?? [])
            {
                if (!diagnostics.Any(diagnostic => Fits(wanted["code"], diagnostic.Code) && Fits(wanted["location"], diagnostic.Location)
                    && (wanted["messageContains"]?.AsString() is not { } part || diagnostic.Message.Contains(part, StringComparison.Ordinal))))
                {
                    faults.Add($"no diagnostic {wanted.Text} among {string.Join("; ", diagnostics)}");
                }
            }
            return string.Join("\n", faults);
        }
        if (machine is null)
        {
            return "the definition was refused: " + string.Join("; ", diagnostics);
        }
        var run = Simulate(machine, out var ended);
        var start = Start;
        if (!ended)
        {
            return $"it does not end; waiting at {string.Join(", ", run.Requests.Select(static request => request.State))}";
        }
        Compare(run, expected, start, faults);
        return string.Join("\n", faults);
    }

    private DateTimeOffset Start => definition["start"]?.AsString() is { } text ? DateTimeOffset.Parse(text) : DefaultStart;

    private static bool Fits(Json? wanted, string? given) => wanted is null || wanted.AsString() == given;

    private VirtualRun Simulate(StateMachine machine, out bool ended)
    {
        var (name, stateMachine) = (definition["execution"]?["name"]?.AsString() ?? "case", definition["execution"]?["stateMachine"]?.AsString() ?? "machine");
        var info = new ExecutionInfo
        {
            Arn = $"arn:aws:states:us-east-1:000000000000:execution:{stateMachine}:{name}",
            Name = name,
            StateMachineArn = $"arn:aws:states:us-east-1:000000000000:stateMachine:{stateMachine}",
            StateMachineName = stateMachine,
            RoleArn = "arn:aws:iam::000000000000:role/case",
            IsExpress = definition["type"]?.AsString() == "EXPRESS",
            Seed = (int)(definition["seed"]?.AsNumber() ?? 1),
            Token = static task => $"token-{task}",
        };
        var run = new VirtualRun(new Execution(machine, info, Json.ParseDocument((definition["input"] ?? new JsonObject()).Text)), Script);
        if (definition["stop"] is JsonObject stop)
        {
            run.Send(Start.AddSeconds(stop["after"]!.AsNumber()!.Value), Stimulus.Stop(stop["error"]?.AsString(), stop["cause"]?.AsString()));
        }
        ended = run.ToEnd(Start, 200_000);
        return run;
    }

    private IEnumerable<(TimeSpan, Stimulus)> Script(TaskRequest request)
    {
        var tasks = definition["tasks"];
        var key = tasks?[request.State] is not null ? request.State : request.Resource.Arn;
        if (tasks?[key] is not { } scripted)
        {
            return [];
        }
        var index = _answered.GetValueOrDefault(key);
        _answered[key] = index + 1;
        var answers = scripted as JsonArray ?? [scripted];
        return Script(request, (JsonObject)answers[Math.Min(index, answers.Count - 1)]);
    }

    private static IEnumerable<(TimeSpan, Stimulus)> Script(TaskRequest request, JsonObject answer)
    {
        static TimeSpan Seconds(Json? value) => TimeSpan.FromSeconds(value?.AsNumber() ?? 0);
        var begun = TimeSpan.Zero;
        if (request.Resource.Kind == TaskKind.Activity)
        {
            if (answer["pickup"]?.AsString() == "never")
            {
                yield break;
            }
            begun = Seconds(answer["pickup"]);
        }
        yield return (begun, Stimulus.Started(request.Id));
        if (request.Resource.IsSubmitted)
        {
            if (answer.Has("submitError"))
            {
                yield return (begun, Stimulus.Failed(request.Id, answer["submitError"]?.AsString(), answer["submitCause"]?.AsString()));
                yield break;
            }
            yield return (begun, Stimulus.Submitted(request.Id, answer["submitted"] ?? new JsonObject()));
        }
        foreach (var heartbeat in answer["heartbeats"] as JsonArray ?? [])
        {
            yield return (begun + Seconds(heartbeat), Stimulus.Heartbeat(request.Id));
        }
        var at = begun + Seconds(answer["delay"]);
        if (answer["never"]?.AsBoolean() == true)
        {
            yield break;
        }
        if (answer["echo"]?.AsBoolean() == true)
        {
            yield return (at, Stimulus.Succeeded(request.Id, request.Parameters));
        }
        else if (answer["output"] is { } output)
        {
            yield return (at, Stimulus.Succeeded(request.Id, output));
        }
        else
        {
            yield return (at, Stimulus.Failed(request.Id, answer["error"]?.AsString(), answer["cause"]?.AsString()));
        }
    }

    private static void Compare(VirtualRun run, JsonObject expected, DateTimeOffset start, List<string> faults)
    {
        var execution = run.Execution;
        void Same(string what, Json? wanted, Json? given)
        {
            if (!(wanted ?? Json.Null).Equals(given ?? Json.Null))
            {
                faults.Add($"{what}: {given?.Text ?? "none"} instead of {wanted?.Text}");
            }
        }

        var status = execution.Status switch { ExecutionStatus.TimedOut => "TIMED_OUT", var other => other.ToString().ToUpperInvariant() };
        if (status != expected["status"]!.AsString())
        {
            faults.Add($"status: {status} ({execution.Error}: {execution.Cause}) instead of {expected["status"]!.AsString()}");
        }
        foreach (var (member, given) in new (string, Json?)[] { ("output", execution.Output), ("error", execution.Error), ("cause", execution.Cause) })
        {
            if (expected.Has(member))
            {
                Same(member, expected[member], given);
            }
        }
        if (expected["causeContains"]?.AsString() is { } part && execution.Cause?.Contains(part, StringComparison.Ordinal) != true)
        {
            faults.Add($"cause: {execution.Cause} does not contain {part}");
        }
        if (expected["seconds"]?.AsNumber() is { } seconds && Math.Abs((execution.Stopped!.Value - start).TotalSeconds - seconds) > 0.001)
        {
            faults.Add($"seconds: {(execution.Stopped!.Value - start).TotalSeconds} instead of {seconds}");
        }
        if (expected["events"] is { } events)
        {
            Same("events", events, new JsonArray(execution.Events.Select(static happened => (Json)happened.Type.ToString())));
        }
        foreach (var (type, count) in expected["eventCounts"] as JsonObject ?? [])
        {
            Same($"number of {type}", count, execution.Events.Count(happened => happened.Type.ToString() == type));
        }
        if (expected["requests"] is { } requests)
        {
            Same("requests", requests, new JsonArray(run.Requests.Select(static request => request.Parameters)));
        }
        foreach (var (id, wanted) in expected["details"] as JsonObject ?? [])
        {
            var number = int.Parse(id);
            if (number > execution.Events.Count)
            {
                faults.Add($"there is no event {id}");
                continue;
            }
            var given = execution.Events[number - 1].Describe();
            if (!Covers(given, wanted))
            {
                faults.Add($"event {id}: {given.Text} instead of {wanted.Text}");
            }
        }
    }

    /// <summary>Whether all that is wanted is there; a text that is JSON may be wanted as JSON.</summary>
    private static bool Covers(Json? given, Json wanted)
    {
        if (wanted is JsonObject members && given is JsonObject holder)
        {
            return members.All(member => Covers(holder[member.Key], member.Value));
        }
        return given is not null && (given.Equals(wanted) || (given is JsonString text && Json.TryParse(text.Value, out var parsed) && parsed.Equals(wanted)));
    }
}
