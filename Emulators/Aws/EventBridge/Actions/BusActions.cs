using EventAi.Emulators.Aws.EventBridge.State;
using EventAi.Emulators.Aws.JsonProtocol;
using EventAi.Emulators.Aws.StepFunctions.Asl.Values;

namespace EventAi.Emulators.Aws.EventBridge.Actions;

/// <summary>Create-, Update-, Describe-, List- and DeleteEventBus; PutPermission and RemovePermission keep a policy that has no effect.</summary>
internal sealed class BusActions(EventsState state)
{
    private const int MostBuses = 100;

    public Json Create(JsonCall call)
    {
        var name = EventsArns.CheckName(call.Required("Name"), "name", 256);
        if (name.Contains('/') && call["EventSourceName"] is null)
        {
            throw EventsErrors.Validation("Event bus name must not contain '/'.");
        }
        lock (state.Gate)
        {
            if (state.Bus(call.Region, name) is not null)
            {
                throw EventsErrors.Exists($"Event bus {name} already exists.");
            }
            if (state.Documents.All("bus").Count >= MostBuses)
            {
                throw EventsErrors.LimitExceeded();
            }
            var bus = new JsonObject
            {
                { "Name", name },
                { "Arn", EventsArns.Bus(call.Region, name) },
                { "Description", call.Text("Description", 512) },
                { "KmsKeyIdentifier", call.Text("KmsKeyIdentifier") },
                { "DeadLetterConfig", call.Object("DeadLetterConfig") },
                { "CreationTime", state.Timestamp },
                { "LastModifiedTime", state.Timestamp },
                { "Tags", EventTagActions.Read(call.Array("Tags")) },
            };
            state.Documents.Put("bus", EventsState.Key(call.Region, name), bus);
            return new JsonObject { { "EventBusArn", bus["Arn"] }, { "Description", bus["Description"] }, { "KmsKeyIdentifier", bus["KmsKeyIdentifier"] }, { "DeadLetterConfig", bus["DeadLetterConfig"] } };
        }
    }

    public Json Update(JsonCall call)
    {
        var name = EventsArns.BusName(call.Text("Name"));
        lock (state.Gate)
        {
            var bus = new JsonObject(state.Bus(call.Region, name) ?? throw EventsErrors.NoBus(name)) { { "LastModifiedTime", state.Timestamp } };
            bus.Add("Description", call.Text("Description", 512));
            bus.Add("KmsKeyIdentifier", call.Text("KmsKeyIdentifier"));
            bus.Add("DeadLetterConfig", call.Object("DeadLetterConfig"));
            state.Documents.Put("bus", EventsState.Key(call.Region, name), bus);
            return EventPages.Select(bus, "Arn", "Name", "Description", "KmsKeyIdentifier", "DeadLetterConfig");
        }
    }

    public Json Describe(JsonCall call)
    {
        var name = EventsArns.BusName(call.Text("Name"));
        return Shown(state.Bus(call.Region, name) ?? throw EventsErrors.NoBus(name));
    }

    public Json List(JsonCall call)
    {
        var prefix = call.Text("NamePrefix");
        var buses = state.Documents.All("bus").Where(bus => bus.Key.StartsWith(call.Region + "|", StringComparison.Ordinal)).Select(static bus => bus.Value)
            .Where(static bus => bus["Name"]!.AsString() != EventsArns.DefaultBus).Prepend(state.Bus(call.Region, EventsArns.DefaultBus)!);
        return EventPages.Answer(call, "EventBuses", buses.Where(bus => EventPages.HasPrefix(bus, "Name", prefix)).Select(Shown));
    }

    public Json Delete(JsonCall call)
    {
        var name = EventsArns.BusName(call.Required("Name"));
        if (name == EventsArns.DefaultBus)
        {
            throw EventsErrors.Validation("Cannot delete event bus default.");
        }
        lock (state.Gate)
        {
            if (state.Rules(call.Region, name).Any())
            {
                throw EventsErrors.Validation($"Event bus {name} cannot be deleted since it has rules.");
            }
            state.Documents.Remove("bus", EventsState.Key(call.Region, name));
        }
        return new JsonObject();
    }

    public Json PutPermission(JsonCall call)
    {
        var name = EventsArns.BusName(call.Text("EventBusName"));
        lock (state.Gate)
        {
            var bus = state.Bus(call.Region, name) ?? throw EventsErrors.NoBus(name);
            if (call.Text("Policy") is { } whole)
            {
                state.Documents.Put("bus", EventsState.Key(call.Region, name), bus.With("Policy", whole));
                return new JsonObject();
            }
            var sid = call.Required("StatementId", 64);
            var principal = call.Required("Principal");
            var statement = new JsonObject
            {
                { "Sid", sid },
                { "Effect", "Allow" },
                { "Principal", principal == "*" ? "*" : new JsonObject { { "AWS", $"arn:aws:iam::{principal}:root" } } },
                { "Action", call.Required("Action") },
                { "Resource", bus["Arn"] },
            };
            state.Documents.Put("bus", EventsState.Key(call.Region, name), bus.With("Policy", Policy(Statements(bus).Where(other => other["Sid"]?.AsString() != sid).Append(statement))));
        }
        return new JsonObject();
    }

    public Json RemovePermission(JsonCall call)
    {
        var name = EventsArns.BusName(call.Text("EventBusName"));
        lock (state.Gate)
        {
            var bus = state.Bus(call.Region, name) ?? throw EventsErrors.NoBus(name);
            var sid = call.Text("StatementId");
            if (call.Flag("RemoveAllPermissions") != true && !Statements(bus).Any(statement => statement["Sid"]?.AsString() == sid))
            {
                throw EventsErrors.NotFound("Statement with the provided id does not exist.");
            }
            var kept = call.Flag("RemoveAllPermissions") == true ? [] : Statements(bus).Where(statement => statement["Sid"]?.AsString() != sid).ToList();
            var changed = new JsonObject();
            foreach (var (member, value) in bus)
            {
                changed.Add(member, member == "Policy" ? (kept.Count > 0 ? Policy(kept) : null) : value);
            }
            state.Documents.Put("bus", EventsState.Key(call.Region, name), changed);
        }
        return new JsonObject();
    }

    private static IEnumerable<Json> Statements(JsonObject bus)
        => bus["Policy"]?.AsString() is { } text && Json.TryParse(text, out var policy) ? policy["Statement"] as JsonArray ?? [] : [];

    private static Json Policy(IEnumerable<Json> statements) => new JsonObject { { "Version", "2012-10-17" }, { "Statement", new JsonArray(statements) } }.Text;

    private static JsonObject Shown(JsonObject bus)
        => EventPages.Select(bus, "Name", "Arn", "Description", "KmsKeyIdentifier", "DeadLetterConfig", "Policy", "CreationTime", "LastModifiedTime");
}
