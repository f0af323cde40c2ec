using EventAi.Emulators.Aws.EventBridge.State;
using EventAi.Emulators.Aws.JsonProtocol;
using EventAi.Emulators.Aws.StepFunctions.Asl.Values;

namespace EventAi.Emulators.Aws.EventBridge.Actions;

/// <summary>TagResource, UntagResource, ListTagsForResource: of buses and rules.</summary>
internal sealed class EventTagActions(EventsState state)
{
    public static JsonObject Read(JsonArray? tags)
    {
        var read = new JsonObject();
        foreach (var tag in tags ?? [])
        {
            read.Add(tag["Key"]?.AsString() ?? throw EventsErrors.Validation("1 validation error detected: Value null at 'tags.1.member.key' failed to satisfy constraint: Member must not be null"), tag["Value"]?.AsString() ?? "");
        }
        return read;
    }

    public Json Tag(JsonCall call)
    {
        var added = Read(call.Array("Tags"));
        return Change(call, tags =>
        {
            foreach (var (key, value) in added)
            {
                tags.Add(key, value);
            }
            return tags;
        });
    }

    public Json Untag(JsonCall call)
    {
        var removed = (call.Array("TagKeys") ?? []).Select(static key => key.AsString()).ToHashSet(StringComparer.Ordinal);
        return Change(call, tags =>
        {
            var kept = new JsonObject();
            foreach (var (key, value) in tags)
            {
                kept.Add(key, removed.Contains(key) ? null : value);
            }
            return kept;
        });
    }

    public Json List(JsonCall call)
    {
        var tags = Find(call).Document["Tags"] as JsonObject ?? [];
        return new JsonObject { { "Tags", new JsonArray(tags.Select(static tag => new JsonObject { { "Key", tag.Key }, { "Value", tag.Value } })) } };
    }

    private JsonObject Change(JsonCall call, Func<JsonObject, JsonObject> change)
    {
        lock (state.Gate)
        {
            var (kind, key, document) = Find(call);
            state.Documents.Put(kind, key, document.With("Tags", change(new JsonObject(document["Tags"] as JsonObject ?? []))));
            return [];
        }
    }

    private (string Kind, string Key, JsonObject Document) Find(JsonCall call)
    {
        var arn = call.Required("ResourceARN");
        var parts = arn.Split(':', 6);
        if (parts.Length < 6)
        {
            throw EventsErrors.Validation($"1 validation error detected: Value '{arn}' at 'resourceARN' failed to satisfy constraint: Member must be an ARN");
        }
        var path = parts[5].Split('/');
        if (path[0] == "event-bus")
        {
            var name = parts[5]["event-bus/".Length..];
            return ("bus", EventsState.Key(parts[3], name), state.Bus(parts[3], name) ?? throw EventsErrors.NoBus(name));
        }
        var (bus, rule) = path.Length == 2 ? (EventsArns.DefaultBus, path[1]) : (string.Join('/', path[1..^1]), path[^1]);
        return ("rule", EventsState.Key(parts[3], bus, rule), state.Rule(parts[3], bus, rule) ?? throw EventsErrors.NoRule(rule, bus));
    }
}
