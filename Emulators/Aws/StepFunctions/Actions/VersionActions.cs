using EventAi.Emulators.Aws.JsonProtocol;
using EventAi.Emulators.Aws.StepFunctions.Asl.Values;
using EventAi.Emulators.Aws.StepFunctions.State;

namespace EventAi.Emulators.Aws.StepFunctions.Actions;

/// <summary>Publish-, List- and DeleteStateMachineVersion.</summary>
internal sealed class VersionActions(MachineStore machines, TimeProvider time)
{
    public Json Publish(JsonCall call)
    {
        var arn = call.Required("stateMachineArn");
        StatesArns.Check(arn, "stateMachine");
        lock (machines.Gate)
        {
            var machine = machines.Find(arn) ?? throw StatesErrors.StateMachineDoesNotExist(arn);
            if (call.Text("revisionId") is { } revision && revision != (machine["revisionId"]?.AsString() ?? "INITIAL"))
            {
                throw StatesErrors.Conflict("Failed to publish the State Machine version for revision " + revision + ". The current State Machine revision is " + (machine["revisionId"]?.AsString() ?? "INITIAL") + ".");
            }
            var version = PublishLatest(machine, call.Text("description", 256), out var created);
            return new JsonObject { { "creationDate", created }, { "stateMachineVersionArn", version } };
        }
    }

    /// <summary>Publishes a machine as it is; the same revision is published once. Under the store's lock.</summary>
    public string PublishLatest(JsonObject machine, string? description, out Json created)
    {
        var arn = machine["stateMachineArn"]!.AsString()!;
        var versions = (JsonArray)machine["versions"]!;
        if (versions.Count > 0 && (versions[^1]["revisionId"] ?? "").Equals(machine["revisionId"] ?? ""))
        {
            created = versions[^1]["creationDate"]!;
            return $"{arn}:{versions[^1]["number"]!.Text}";
        }
        var number = (int)machine["lastVersion"]!.AsNumber()!.Value + 1;
        created = Times.Of(time.GetUtcNow());
        var version = new JsonObject
        {
            { "number", number },
            { "definition", machine["definition"] },
            { "roleArn", machine["roleArn"] },
            { "loggingConfiguration", machine["loggingConfiguration"] },
            { "tracingConfiguration", machine["tracingConfiguration"] },
            { "revisionId", machine["revisionId"] },
            { "creationDate", created },
            { "description", description },
        };
        machines.Put(machine.With("versions", new JsonArray(versions.Append(version))).With("lastVersion", number));
        return $"{arn}:{number}";
    }

    public Json List(JsonCall call)
    {
        var arn = call.Required("stateMachineArn");
        StatesArns.Check(arn, "stateMachine");
        var machine = machines.Find(arn) ?? throw StatesErrors.StateMachineDoesNotExist(arn);
        var (page, next) = Pages.Cut(((JsonArray)machine["versions"]!).Reverse(), StateMachineActions.Most(call), call.Text("nextToken", 1024), StatesErrors.InvalidToken);
        return Pages.Answer(
            "stateMachineVersions",
            page.Select(version => new JsonObject { { "stateMachineVersionArn", $"{arn}:{version["number"]!.Text}" }, { "creationDate", version["creationDate"] } }), "nextToken", next);
    }

    public Json Delete(JsonCall call)
    {
        var arn = call.Required("stateMachineVersionArn");
        var parts = StatesArns.Check(arn, "stateMachine");
        if (parts.Length != 8)
        {
            throw StatesErrors.Validation("The provided State Machine ARN is not a version ARN");
        }
        lock (machines.Gate)
        {
            if (machines.Find(string.Join(':', parts[..7])) is { } machine)
            {
                var users = ((JsonArray)machine["aliases"]!).Where(alias => ((JsonArray)alias["routingConfiguration"]!).Any(route => route["stateMachineVersionArn"]!.AsString() == arn))
                    .Select(static alias => alias["name"]!.AsString()).ToList();
                if (users.Count > 0)
                {
                    throw StatesErrors.Conflict($"Version to be deleted must not be referenced by an alias. Current list of aliases referencing this version: [{string.Join(", ", users)}]");
                }
                machines.Put(machine.With("versions", new JsonArray(((JsonArray)machine["versions"]!).Where(version => version["number"]!.Text != parts[7]))));
            }
        }
        return new JsonObject();
    }
}
