using EventAi.Emulators.Aws.JsonProtocol;
using EventAi.Emulators.Aws.Journaling;
using EventAi.Emulators.Aws.StepFunctions.Asl.Values;
using EventAi.Emulators.Aws.StepFunctions.State;

namespace EventAi.Emulators.Aws.StepFunctions.Actions;

/// <summary>TagResource, UntagResource, ListTagsForResource: of state machines and activities.</summary>
internal sealed class TagActions(MachineStore machines, [FromKeyedServices(StatesHosting.Documents)] DocumentStore documents)
{
    private const int MostTags = 50;

    public static JsonObject Read(JsonArray? tags)
    {
        var read = new JsonObject();
        foreach (var tag in tags ?? [])
        {
            read.Add(tag["key"]?.AsString() ?? throw StatesErrors.Validation("Tag keys must be set"), tag["value"]?.AsString() ?? "");
        }
        return read.Count <= MostTags ? read : throw new AwsException(400, "TooManyTags", $"Too many tags: the limit is {MostTags}");
    }

    public Json Tag(JsonCall call)
    {
        var added = Read(call.Array("tags"));
        return Change(call.Required("resourceArn"), tags =>
        {
            foreach (var (key, value) in added)
            {
                tags.Add(key, value);
            }
            return tags.Count <= MostTags ? tags : throw new AwsException(400, "TooManyTags", $"Too many tags: the limit is {MostTags}");
        });
    }

    public Json Untag(JsonCall call)
    {
        var removed = (call.Array("tagKeys") ?? []).Select(static key => key.AsString()).ToHashSet(StringComparer.Ordinal);
        return Change(call.Required("resourceArn"), tags =>
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
        var tags = (JsonObject)Find(call.Required("resourceArn")).Document["tags"]!;
        return new JsonObject { { "tags", new JsonArray(tags.Select(static tag => new JsonObject { { "key", tag.Key }, { "value", tag.Value } })) } };
    }

    private JsonObject Change(string arn, Func<JsonObject, JsonObject> change)
    {
        lock (machines.Gate)
        {
            var (kind, document) = Find(arn);
            documents.Put(kind, arn, document.With("tags", change(new JsonObject((JsonObject)document["tags"]!))));
            return [];
        }
    }

    private (string Kind, JsonObject Document) Find(string arn)
    {
        var parts = StatesArns.Check(arn, "stateMachine", "activity");
        var kind = parts[5] == "activity" ? "activity" : "machine";
        return (kind, documents.Get(kind, arn) ?? throw StatesErrors.ResourceNotFound(arn));
    }
}
