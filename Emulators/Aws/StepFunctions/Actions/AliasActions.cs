using System.Text.RegularExpressions;
using EventAi.Emulators.Aws.JsonProtocol;
using EventAi.Emulators.Aws.StepFunctions.Asl.Values;
using EventAi.Emulators.Aws.StepFunctions.State;

namespace EventAi.Emulators.Aws.StepFunctions.Actions;

/// <summary>Create-, Update-, Describe-, List- and DeleteStateMachineAlias.</summary>
internal sealed partial class AliasActions(MachineStore machines, TimeProvider time)
{
    public Json Create(JsonCall call)
    {
        var name = call.Required("name", 80);
        if (!Name().IsMatch(name))
        {
            throw StatesErrors.Validation($"1 validation error detected: Value '{name}' at 'name' failed to satisfy constraint: Member must satisfy regular expression pattern: ^(?=.*[a-zA-Z_\\-\\.])[a-zA-Z0-9_\\-\\.]+$");
        }
        var routes = Routes(call) ?? throw StatesErrors.Validation("1 validation error detected: Value null at 'routingConfiguration' failed to satisfy constraint: Member must not be null");
        lock (machines.Gate)
        {
            var machine = MachineOf(routes);
            var arn = $"{machine["stateMachineArn"]!.AsString()}:{name}";
            if (MachineStore.Alias(machine, name) is { } existing)
            {
                var isSame = existing["routingConfiguration"]!.Equals(routes) && (existing["description"]?.AsString() ?? "") == (call.Text("description") ?? "");
                return isSame
                    ? new JsonObject { { "creationDate", existing["creationDate"] }, { "stateMachineAliasArn", arn } }
                    : throw StatesErrors.Conflict("Failed to create alias because an alias with the same name and a different routing configuration already exists.");
            }
            var alias = new JsonObject { { "name", name }, { "description", call.Text("description", 256) }, { "routingConfiguration", routes }, { "creationDate", Times.Of(time.GetUtcNow()) } };
            machines.Put(machine.With("aliases", new JsonArray(((JsonArray)machine["aliases"]!).Append(alias))));
            return new JsonObject { { "creationDate", alias["creationDate"] }, { "stateMachineAliasArn", arn } };
        }
    }

    public Json Update(JsonCall call)
    {
        var arn = call.Required("stateMachineAliasArn");
        lock (machines.Gate)
        {
            var (machine, alias) = Find(arn);
            if (call["description"] is null && call["routingConfiguration"] is null)
            {
                throw StatesErrors.Validation("Either the description or the RoutingConfiguration must be specified");
            }
            var now = Times.Of(time.GetUtcNow());
            var updated = new JsonObject(alias) { { "description", call.Text("description", 256) }, { "updateDate", now } };
            updated.Add("routingConfiguration", Routes(call));
            MachineOf((JsonArray)updated["routingConfiguration"]!);
            machines.Put(machine.With("aliases", new JsonArray(((JsonArray)machine["aliases"]!).Select(existing => existing["name"]!.Equals(alias["name"]) ? updated : existing))));
            return new JsonObject { { "updateDate", now } };
        }
    }

    public Json Describe(JsonCall call)
    {
        var arn = call.Required("stateMachineAliasArn");
        var (_, alias) = Find(arn);
        return new JsonObject
        {
            { "stateMachineAliasArn", arn },
            { "name", alias["name"] },
            { "description", alias["description"] },
            { "routingConfiguration", alias["routingConfiguration"] },
            { "creationDate", alias["creationDate"] },
            { "updateDate", alias["updateDate"] ?? alias["creationDate"] },
        };
    }

    public Json List(JsonCall call)
    {
        var arn = call.Required("stateMachineArn");
        var parts = StatesArns.Check(arn, "stateMachine");
        var machine = machines.Find(string.Join(':', parts[..7])) ?? throw StatesErrors.StateMachineDoesNotExist(arn);
        var aliases = ((JsonArray)machine["aliases"]!).Where(alias => parts.Length == 7 || ((JsonArray)alias["routingConfiguration"]!).Any(route => route["stateMachineVersionArn"]!.AsString() == arn));
        var (page, next) = Pages.Cut(aliases, StateMachineActions.Most(call), call.Text("nextToken", 1024), StatesErrors.InvalidToken);
        return Pages.Answer(
            "stateMachineAliases",
            page.Select(alias => new JsonObject { { "stateMachineAliasArn", $"{machine["stateMachineArn"]!.AsString()}:{alias["name"]!.AsString()}" }, { "creationDate", alias["creationDate"] } }), "nextToken", next);
    }

    public Json Delete(JsonCall call)
    {
        var arn = call.Required("stateMachineAliasArn");
        var parts = StatesArns.Check(arn, "stateMachine");
        lock (machines.Gate)
        {
            if (machines.Find(string.Join(':', parts[..7])) is { } machine)
            {
                machines.Put(machine.With("aliases", new JsonArray(((JsonArray)machine["aliases"]!).Where(alias => alias["name"]!.AsString() != parts[^1]))));
            }
        }
        return new JsonObject();
    }

    private (JsonObject Machine, JsonObject Alias) Find(string arn)
    {
        var parts = StatesArns.Check(arn, "stateMachine");
        var machine = machines.Find(string.Join(':', parts[..7])) ?? throw StatesErrors.NoSuchResource();
        return (machine, (parts.Length == 8 ? MachineStore.Alias(machine, parts[7]) : null) ?? throw StatesErrors.NoSuchResource());
    }

    private static JsonArray? Routes(JsonCall call)
    {
        if (call.Array("routingConfiguration") is not { } routes)
        {
            return null;
        }
        string[] arns = [.. routes.Select(static route => route["stateMachineVersionArn"]?.AsString() ?? "")];
        if (routes.Count is 0 or > 2)
        {
            var items = routes.Select(static route => $"RoutingConfigurationListItem(stateMachineVersionArn={route["stateMachineVersionArn"]?.AsString()}, weight={route["weight"]?.Text})");
            throw StatesErrors.Validation($"1 validation error detected: Value '[{string.Join(", ", items)}]' at 'routingConfiguration' failed to satisfy constraint: Member must have length {(routes.Count == 0 ? "greater than or equal to 1" : "less than or equal to 2")}");
        }
        for (var i = 0; i < routes.Count; i++)
        {
            if (routes[i]["weight"] is not JsonNumber { Value: >= 0 and <= 100, IsWhole: true })
            {
                throw StatesErrors.Validation($"1 validation error detected: Value '{routes[i]["weight"]?.Text}' at 'routingConfiguration.{i + 1}.member.weight' failed to satisfy constraint: Member must have value less than or equal to 100");
            }
        }
        if (arns.Any(static arn => !(arn.Split(':') is { Length: 8 } parts && int.TryParse(parts[7], out _))))
        {
            throw StatesErrors.Validation($"Routing configuration must contain state machine version ARNs. Received: [{string.Join(", ", arns)}]");
        }
        if (arns.Distinct(StringComparer.Ordinal).Count() < arns.Length)
        {
            throw StatesErrors.Validation($"Routing configuration must contain distinct state machine version ARNs. Received: [{string.Join(", ", arns)}]");
        }
        return routes.Sum(static route => route["weight"]!.AsNumber()) == 100
            ? routes
            : throw StatesErrors.Validation($"Sum of routing configuration weights must equal 100. Received: [{string.Join(", ", routes.Select(static route => route["weight"]!.Text))}]");
    }

    private JsonObject MachineOf(JsonArray routes)
    {
        JsonObject? found = null;
        foreach (var route in routes)
        {
            var arn = route["stateMachineVersionArn"]!.AsString()!;
            var parts = StatesArns.Check(arn, "stateMachine");
            var machine = machines.Find(string.Join(':', parts[..7])) ?? throw StatesErrors.NoSuchResource();
            if (MachineStore.Version(machine, parts[7]) is null)
            {
                throw StatesErrors.NoSuchResource();
            }
            if (found is not null && !ReferenceEquals(found, machine))
            {
                throw StatesErrors.Validation("Routing configuration must contain versions of the same state machine.");
            }
            found = machine;
        }
        return found!;
    }

    [GeneratedRegex(@"^(?=.*[a-zA-Z_\-\.])[a-zA-Z0-9_\-\.]+$", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Name();
}
