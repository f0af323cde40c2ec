using EventAi.Emulators.Aws.EventBridge.State;
using EventAi.Emulators.Aws.JsonProtocol;
using EventAi.Emulators.Aws.StepFunctions.Asl.Values;

namespace EventAi.Emulators.Aws.EventBridge.Actions;

/// <summary>StartReplay, DescribeReplay, ListReplays, CancelReplay: archived events come again with <c>replay-name</c>, in their order.</summary>
internal sealed class ReplayActions(EventsState state)
{
    public Json Start(JsonCall call)
    {
        var name = EventsArns.CheckName(call.Required("ReplayName"), "replayName", 64);
        var source = call.Required("EventSourceArn");
        var destination = call.Object("Destination") ?? throw EventsErrors.Validation("1 validation error detected: Value null at 'destination' failed to satisfy constraint: Member must not be null");
        var bus = destination["Arn"]?.AsString() ?? "";
        var (from, to) = (call["EventStartTime"]?.AsNumber() ?? 0, call["EventEndTime"]?.AsNumber() ?? 0);
        var archiveName = EventsArns.BusName(source);
        JsonObject replay;
        lock (state.Gate)
        {
            if (state.Documents.Get("replay", EventsState.Key(call.Region, name)) is not null)
            {
                throw EventsErrors.Exists($"Replay {name} already exists.");
            }
            _ = state.Bus(call.Region, EventsArns.BusName(bus)) ?? throw EventsErrors.NoBus(EventsArns.BusName(bus));
            var archive = state.Documents.Get("archive", EventsState.Key(call.Region, archiveName))
                ?? throw EventsErrors.Validation($"Parameter EventSourceArn is not valid. Reason: Archive {archiveName} does not exist.");
            if (from >= to)
            {
                throw EventsErrors.Validation("Parameter EventEndTime is not valid. Reason: EventStartTime must be before EventEndTime.");
            }
            if (archive["EventSourceArn"]!.AsString() != bus)
            {
                throw EventsErrors.Validation("Parameter Destination.Arn is not valid. Reason: Cross event bus replay is not permitted.");
            }
            replay = new JsonObject
            {
                { "ReplayName", name },
                { "ReplayArn", EventsArns.Of(call.Region, "replay", name) },
                { "Description", call.Text("Description", 512) },
                { "State", "STARTING" },
                { "EventSourceArn", source },
                { "Destination", destination },
                { "EventStartTime", call["EventStartTime"] },
                { "EventEndTime", call["EventEndTime"] },
                { "ReplayStartTime", state.Timestamp },
            };
            state.Documents.Put("replay", EventsState.Key(call.Region, name), replay);
        }
        ThreadPool.UnsafeQueueUserWorkItem(_ => Run(call.Region, name, archiveName), null);
        return EventPages.Select(replay, "ReplayArn", "State", "ReplayStartTime");
    }

    public Json Describe(JsonCall call)
        => EventPages.Select(
            Find(call), "ReplayName", "ReplayArn", "Description", "State", "StateReason", "EventSourceArn", "Destination", "EventStartTime", "EventEndTime", "EventLastReplayedTime", "ReplayStartTime", "ReplayEndTime");

    public Json List(JsonCall call)
    {
        var (prefix, source, wanted) = (call.Text("NamePrefix"), call.Text("EventSourceArn"), call.Text("State"));
        var replays = state.Documents.All("replay").Where(replay => replay.Key.StartsWith(call.Region + "|", StringComparison.Ordinal)).Select(static replay => replay.Value)
            .Where(replay => EventPages.HasPrefix(replay, "ReplayName", prefix) && (source is null || replay["EventSourceArn"]!.AsString() == source) && (wanted is null || replay["State"]!.AsString() == wanted));
        return EventPages.Answer(call, "Replays", replays.Select(static replay => EventPages.Select(
            replay, "ReplayName", "EventSourceArn", "State", "StateReason", "EventStartTime", "EventEndTime", "EventLastReplayedTime", "ReplayStartTime", "ReplayEndTime")));
    }

    public Json Cancel(JsonCall call)
    {
        lock (state.Gate)
        {
            var replay = Find(call);
            if (replay["State"]!.AsString() is not ("STARTING" or "RUNNING"))
            {
                throw EventsErrors.Error("IllegalStatusException", $"Replay {replay["ReplayName"]!.AsString()} is not in a valid state for this operation.");
            }
            state.Documents.Put("replay", EventsState.Key(call.Region, call.Required("ReplayName")), replay.With("State", "CANCELLED").With("ReplayEndTime", state.Timestamp));
            return new JsonObject { { "ReplayArn", replay["ReplayArn"] }, { "State", "CANCELLING" } };
        }
    }

    private void Run(string region, string name, string archive)
    {
        var key = EventsState.Key(region, name);
        var replay = state.Documents.Get("replay", key)!;
        var bus = EventsArns.BusName(replay["Destination"]!["Arn"]!.AsString());
        var only = (replay["Destination"]!["FilterArns"] as JsonArray)?.Select(static arn => arn.AsString()!).ToHashSet(StringComparer.Ordinal);
        var (from, to) = (replay["EventStartTime"]!.AsNumber() * 1000, replay["EventEndTime"]!.AsNumber() * 1000);
        state.Expire(EventsState.Key(region, archive));
        foreach (var (_, archived) in state.Documents.All("archived " + EventsState.Key(region, archive)))
        {
            if (archived["At"]!.AsNumber() < Math.Floor(from!.Value / 1000) * 1000 || archived["At"]!.AsNumber() > to)
            {
                continue;
            }
            lock (state.Gate)
            {
                var current = state.Documents.Get("replay", key)!;
                if (current["State"]!.AsString() is not ("STARTING" or "RUNNING"))
                {
                    return;
                }
                state.Documents.Put("replay", key, current.With("State", "RUNNING").With("EventLastReplayedTime", new JsonNumber(archived["At"]!.AsNumber()!.Value / 1000)));
            }
            state.Publish(region, bus, ((JsonObject)archived["Event"]!).With("replay-name", name), only);
        }
        lock (state.Gate)
        {
            var current = state.Documents.Get("replay", key)!;
            if (current["State"]!.AsString() is "STARTING" or "RUNNING")
            {
                state.Documents.Put("replay", key, current.With("State", "COMPLETED").With("ReplayEndTime", state.Timestamp));
            }
        }
    }

    private JsonObject Find(JsonCall call)
    {
        var name = call.Required("ReplayName");
        return state.Documents.Get("replay", EventsState.Key(call.Region, name)) ?? throw EventsErrors.NotFound($"Replay {name} does not exist.");
    }
}
