using EventAi.Emulators.Aws.JsonProtocol;
using EventAi.Emulators.Aws.StepFunctions.Asl;
using EventAi.Emulators.Aws.StepFunctions.Asl.Values;
using EventAi.Emulators.Aws.StepFunctions.State;

namespace EventAi.Emulators.Aws.StepFunctions.Actions;

/// <summary>Create-, Update-, Describe-, List- and DeleteStateMachine, DescribeStateMachineForExecution, ValidateStateMachineDefinition.</summary>
internal sealed class StateMachineActions(MachineStore machines, VersionActions versions, ExecutionHost host, TimeProvider time, ChildExecutions children)
{
    private const int LargestDefinition = 1024 * 1024;

    public Json Create(JsonCall call)
    {
        var name = StatesArns.CheckName(call.Required("name"));
        var definition = Checked(call.Required("definition"), call.OneOf("type", "STANDARD", "EXPRESS") == "EXPRESS");
        var role = CheckRole(call.Required("roleArn"));
        var publish = call.Flag("publish") == true;
        if (call.Text("versionDescription") is not null && !publish)
        {
            throw StatesErrors.Validation("Version description can only be set when publish is true");
        }
        var arn = StatesArns.StateMachine(call.Region, name);
        lock (machines.Gate)
        {
            if (machines.Find(arn) is { } existing)
            {
                var isSame = existing["definition"]!.AsString() == definition && existing["type"]!.AsString() == (call.Text("type") ?? "STANDARD") && existing["revisionId"] is null;
                if (!isSame)
                {
                    throw StatesErrors.StateMachineAlreadyExists(arn);
                }
                var same = new JsonObject { { "stateMachineArn", arn }, { "creationDate", existing["creationDate"] } };
                same.Add("stateMachineVersionArn", publish ? versions.PublishLatest(existing, call.Text("versionDescription"), out var unused) : null);
                return same;
            }
            var machine = new JsonObject
            {
                { "stateMachineArn", arn },
                { "name", name },
                { "status", "ACTIVE" },
                { "definition", definition },
                { "roleArn", role },
                { "type", call.Text("type") ?? "STANDARD" },
                { "creationDate", Times.Of(time.GetUtcNow()) },
                { "loggingConfiguration", call.Object("loggingConfiguration") ?? new JsonObject { { "level", "OFF" }, { "includeExecutionData", false } } },
                { "tracingConfiguration", call.Object("tracingConfiguration") ?? new JsonObject { { "enabled", false } } },
                { "encryptionConfiguration", call.Object("encryptionConfiguration") },
                { "tags", TagActions.Read(call.Array("tags")) },
                { "versions", new JsonArray() },
                { "lastVersion", 0 },
                { "aliases", new JsonArray() },
            };
            machines.Put(machine);
            var answer = new JsonObject { { "stateMachineArn", arn }, { "creationDate", machine["creationDate"] } };
            answer.Add("stateMachineVersionArn", publish ? versions.PublishLatest(machine, call.Text("versionDescription"), out var unusedDate) : null);
            return answer;
        }
    }

    public Json Update(JsonCall call)
    {
        var arn = call.Required("stateMachineArn");
        var parts = StatesArns.Check(arn, "stateMachine");
        lock (machines.Gate)
        {
            var machine = (parts.Length == 7 ? machines.Find(arn) : null) ?? throw StatesErrors.StateMachineDoesNotExist(arn);
            if (call["definition"] is null && call["roleArn"] is null && call["loggingConfiguration"] is null && call["tracingConfiguration"] is null && call["encryptionConfiguration"] is null)
            {
                throw StatesErrors.MissingParameter("Either the definition, the role ARN, the LoggingConfiguration, or the TracingConfiguration must be specified");
            }
            var publish = call.Flag("publish") == true;
            if (call.Text("versionDescription") is not null && !publish)
            {
                throw StatesErrors.Validation("Version description can only be set when publish is true");
            }
            var updated = new JsonObject(machine);
            updated.Add("definition", call.Text("definition") is { } definition ? Checked(definition, machine["type"]!.AsString() == "EXPRESS") : null);
            updated.Add("roleArn", call.Text("roleArn") is { } role ? CheckRole(role) : null);
            updated.Add("loggingConfiguration", call.Object("loggingConfiguration"));
            updated.Add("tracingConfiguration", call.Object("tracingConfiguration"));
            updated.Add("encryptionConfiguration", call.Object("encryptionConfiguration"));
            // The same once more is no new revision, unless there has not been any.
            var isNew = !updated.Equals(machine);
            if (isNew || (!publish && machine["revisionId"] is null or JsonNull))
            {
                updated.Add("revisionId", Guid.NewGuid().ToString());
            }
            machines.Put(updated);
            var answer = new JsonObject { { "updateDate", Times.Of(time.GetUtcNow()) }, { "revisionId", isNew || !publish ? updated["revisionId"] : null } };
            answer.Add("stateMachineVersionArn", publish ? versions.PublishLatest(updated, call.Text("versionDescription"), out var unused) : null);
            return answer;
        }
    }

    public Json Describe(JsonCall call)
    {
        var arn = call.Required("stateMachineArn");
        var resolved = machines.Resolve(arn);
        var isVersion = resolved.VersionArn is not null;
        var answer = new JsonObject
        {
            { "stateMachineArn", arn },
            { "name", resolved.Name },
            { "status", "ACTIVE" },
            { "definition", resolved.Definition },
            { "roleArn", resolved.RoleArn },
            { "type", resolved.Machine["type"] },
            { "creationDate", isVersion ? resolved.Revision["creationDate"] : resolved.Machine["creationDate"] },
            { "loggingConfiguration", resolved.Revision["loggingConfiguration"] ?? resolved.Machine["loggingConfiguration"] },
            { "tracingConfiguration", resolved.Revision["tracingConfiguration"] ?? resolved.Machine["tracingConfiguration"] },
            { "encryptionConfiguration", resolved.Machine["encryptionConfiguration"] ?? new JsonObject { { "type", "AWS_OWNED_KEY" } } },
            { "revisionId", resolved.Revision["revisionId"] },
            { "description", isVersion ? resolved.Revision["description"] : null },
        };
        return AddReferences(answer, StateMachine.Read(resolved.Definition, resolved.IsExpress, out var unused));
    }

    public Json DescribeForExecution(JsonCall call)
    {
        var arn = call.Required("executionArn");
        StatesArns.Check(arn, "execution");
        if (StatesArns.IsChild(arn))
        {
            return DescribeForChild(arn);
        }
        var entry = host.Find(arn) ?? throw StatesErrors.ExecutionDoesNotExist(arn);
        var machine = machines.Find(entry.Start.StateMachineArn);
        var answer = new JsonObject
        {
            { "stateMachineArn", entry.Start.StateMachineArn },
            { "name", entry.Start.StateMachineName },
            { "definition", host.DefinitionOf(entry) },
            { "roleArn", entry.Start.RoleArn },
            { "updateDate", machine?["creationDate"] ?? Times.Of(entry.Started) },
            { "loggingConfiguration", machine?["loggingConfiguration"] },
            { "tracingConfiguration", machine?["tracingConfiguration"] },
            { "encryptionConfiguration", new JsonObject { { "type", "AWS_OWNED_KEY" } } },
            { "revisionId", machine?["revisionId"] },
        };
        return AddReferences(answer, host.MachineOf(entry));
    }

    /// <summary>A child execution runs the processor of its Map.</summary>
    private JsonObject DescribeForChild(string arn)
    {
        var (parent, mapRun, label) = children.Check(arn);
        return new JsonObject
        {
            { "stateMachineArn", StatesArns.ChildStateMachine(parent.Start.StateMachineArn, mapRun) },
            { "name", $"{parent.Start.StateMachineName}/{label}" },
            { "definition", Processor((JsonObject)Json.Parse(host.DefinitionOf(parent)), label)?.Text ?? throw StatesErrors.ExecutionDoesNotExist(arn) },
            { "roleArn", parent.Start.RoleArn },
            { "updateDate", machines.Find(parent.Start.StateMachineArn)?["creationDate"] ?? Times.Of(parent.Started) },
            { "mapRunArn", mapRun },
            { "label", label },
            { "encryptionConfiguration", new JsonObject { { "type", "AWS_OWNED_KEY" } } },
        };
    }

    private static JsonObject? Processor(JsonObject block, string label)
    {
        foreach (var (name, value) in block["States"] as JsonObject ?? [])
        {
            var processor = (value["ItemProcessor"] ?? value["Iterator"]) as JsonObject;
            if (processor?["ProcessorConfig"]?["Mode"]?.AsString() == "DISTRIBUTED" && (value["Label"]?.AsString() ?? name) == label)
            {
                return processor;
            }
            var inner = (value["Branches"] as JsonArray ?? []).OfType<JsonObject>().Concat(processor is null ? [] : [processor]);
            if (inner.Select(within => Processor(within, label)).FirstOrDefault(static found => found is not null) is { } deeper)
            {
                return deeper;
            }
        }
        return null;
    }

    public Json List(JsonCall call)
    {
        var (page, next) = Pages.Cut(machines.All(call.Region), Most(call), call.Text("nextToken", 1024), StatesErrors.InvalidToken);
        return Pages.Answer("stateMachines", page.Select(static machine => new JsonObject
        {
            { "stateMachineArn", machine["stateMachineArn"] },
            { "name", machine["name"] },
            { "type", machine["type"] },
            { "creationDate", machine["creationDate"] },
        }), "nextToken", next);
    }

    public Json Delete(JsonCall call)
    {
        var arn = call.Required("stateMachineArn");
        StatesArns.Check(arn, "stateMachine");
        lock (machines.Gate)
        {
            machines.Remove(arn);
        }
        return new JsonObject();
    }

    public Json Validate(JsonCall call)
    {
        var definition = call.Required("definition");
        var most = call.Whole("maxResults", 0, 100) is { } given and > 0 ? given : 100;
        var onlyErrors = call.OneOf("severity", "ERROR", "WARNING") != "WARNING";
        StateMachine.Read(definition, call.OneOf("type", "STANDARD", "EXPRESS") == "EXPRESS", out var diagnostics);
        var shown = diagnostics.Where(diagnostic => diagnostic.IsError || !onlyErrors).ToList();
        return new JsonObject
        {
            { "result", diagnostics.Any(static diagnostic => diagnostic.IsError) ? "FAIL" : "OK" },
            {
                "diagnostics", new JsonArray(shown.Take(most).Select(static diagnostic => new JsonObject
                {
                    { "severity", diagnostic.IsError ? "ERROR" : "WARNING" },
                    { "code", diagnostic.Code },
                    { "message", diagnostic.Message },
                    { "location", diagnostic.Location },
                }))
            },
            { "truncated", shown.Count > most },
        };
    }

    /// <summary>Items of a page: 100 unless 1 to 1000 are asked for.</summary>
    public static int Most(JsonCall call) => call.Whole("maxResults", 0, 1000) is { } given and > 0 ? given : 100;

    private static JsonObject AddReferences(JsonObject answer, StateMachine? machine)
    {
        if (machine is { VariableReferences.Count: > 0 })
        {
            var references = new JsonObject();
            foreach (var (state, names) in machine.VariableReferences)
            {
                references.Add(state, new JsonArray(names.Select(static name => (Json)name)));
            }
            answer.Add("variableReferences", references);
        }
        return answer;
    }

    private static string Checked(string definition, bool isExpress)
    {
        if (System.Text.Encoding.UTF8.GetByteCount(definition) > LargestDefinition)
        {
            throw StatesErrors.Validation("1 validation error detected: Value at 'definition' failed to satisfy constraint: Member must have length less than or equal to 1048576");
        }
        return StateMachine.Read(definition, isExpress, out var diagnostics) is null
            ? throw StatesErrors.InvalidDefinition(string.Join(", ", diagnostics.Where(static diagnostic => diagnostic.IsError)))
            : definition;
    }

    private static string CheckRole(string role) => role.StartsWith("arn:", StringComparison.Ordinal) ? role : throw StatesErrors.InvalidArn(role);
}
