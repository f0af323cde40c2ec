using EventAi.Emulators.Aws.EventBridge.State;
using EventAi.Emulators.Aws.JsonProtocol;
using EventAi.Emulators.Aws.StepFunctions.Asl.Values;

namespace EventAi.Emulators.Aws.EventBridge.Actions;

/// <summary>Create-, Update-, Describe-, List- and DeleteArchive. What is older than the retention is dropped when the archive is read.</summary>
internal sealed class ArchiveActions(EventsState state)
{
    public Json Create(JsonCall call)
    {
        var name = EventsArns.CheckName(call.Required("ArchiveName"), "archiveName", 48);
        var source = call.Required("EventSourceArn");
        var bus = EventsArns.BusName(source);
        if (call.Text("EventPattern") is { } pattern)
        {
            RuleActions.CheckPattern(pattern);
        }
        lock (state.Gate)
        {
            _ = state.Bus(call.Region, bus) ?? throw EventsErrors.NoBus(bus);
            if (state.Documents.Get("archive", EventsState.Key(call.Region, name)) is not null)
            {
                throw EventsErrors.Exists($"Archive {name} already exists.");
            }
            var archive = new JsonObject
            {
                { "ArchiveName", name },
                { "ArchiveArn", EventsArns.Of(call.Region, "archive", name) },
                { "EventSourceArn", source },
                { "Description", call.Text("Description", 512) },
                { "EventPattern", call.Text("EventPattern") },
                { "RetentionDays", call.Whole("RetentionDays", 0, int.MaxValue) ?? 0 },
                { "State", "ENABLED" },
                { "SizeBytes", 0 },
                { "EventCount", 0 },
                { "CreationTime", state.Timestamp },
            };
            state.Documents.Put("archive", EventsState.Key(call.Region, name), archive);
            return EventPages.Select(archive, "ArchiveArn", "State", "CreationTime");
        }
    }

    public Json Update(JsonCall call)
    {
        var name = call.Required("ArchiveName");
        if (call["EventPattern"] is null && call["RetentionDays"] is null && call["Description"] is null)
        {
            throw EventsErrors.Validation("At least one of EventPattern, RetentionDays or Description must be provided.");
        }
        if (call.Text("EventPattern") is { } pattern)
        {
            RuleActions.CheckPattern(pattern);
        }
        lock (state.Gate)
        {
            var archive = new JsonObject(Find(call.Region, name)) { { "Description", call.Text("Description", 512) }, { "EventPattern", call.Text("EventPattern") } };
            archive.Add("RetentionDays", call.Whole("RetentionDays", 0, int.MaxValue) is { } days ? days : null);
            state.Documents.Put("archive", EventsState.Key(call.Region, name), archive);
            return EventPages.Select(archive, "ArchiveArn", "State", "CreationTime");
        }
    }

    public Json Describe(JsonCall call)
        => EventPages.Select(Find(call.Region, call.Required("ArchiveName")), "ArchiveArn", "ArchiveName", "EventSourceArn", "Description", "EventPattern", "State", "RetentionDays", "SizeBytes", "EventCount", "CreationTime");

    public Json List(JsonCall call)
    {
        var (prefix, source, wanted) = (call.Text("NamePrefix"), call.Text("EventSourceArn"), call.Text("State"));
        if (source is not null && state.Bus(call.Region, EventsArns.BusName(source)) is null)
        {
            throw EventsErrors.NoBus(EventsArns.BusName(source));
        }
        foreach (var (key, _) in state.Documents.All("archive"))
        {
            state.Expire(key);
        }
        var archives = state.Documents.All("archive").Where(archive => archive.Key.StartsWith(call.Region + "|", StringComparison.Ordinal)).Select(static archive => archive.Value)
            .Where(archive => EventPages.HasPrefix(archive, "ArchiveName", prefix) && (source is null || archive["EventSourceArn"]!.AsString() == source) && (wanted is null || archive["State"]!.AsString() == wanted));
        return EventPages.Answer(call, "Archives", archives.Select(static archive => EventPages.Select(archive, "ArchiveName", "EventSourceArn", "State", "RetentionDays", "SizeBytes", "EventCount", "CreationTime")));
    }

    public Json Delete(JsonCall call)
    {
        var name = call.Required("ArchiveName");
        lock (state.Gate)
        {
            Find(call.Region, name);
            var key = EventsState.Key(call.Region, name);
            foreach (var (id, _) in state.Documents.All("archived " + key))
            {
                state.Documents.Remove("archived " + key, id);
            }
            state.Documents.Remove("archive", key);
        }
        return new JsonObject();
    }

    private JsonObject Find(string region, string name)
    {
        state.Expire(EventsState.Key(region, name));
        return state.Documents.Get("archive", EventsState.Key(region, name)) ?? throw EventsErrors.NotFound($"Archive {name} does not exist.");
    }
}
