using EventAi.Emulators.Aws.EventBridge.State;
using EventAi.Emulators.Aws.JsonProtocol;
using EventAi.Emulators.Aws.StepFunctions.Asl.Values;

namespace EventAi.Emulators.Aws.EventBridge.Actions;

/// <summary>PutEvents: up to 10 entries, each accepted or refused for itself.</summary>
internal sealed class PutEventsAction(EventsState state)
{
    private const int MostEntries = 10;
    private const int LargestRequest = 1024 * 1024;

    public Json Execute(JsonCall call)
    {
        var entries = call.Array("Entries") ?? throw EventsErrors.Validation("1 validation error detected: Value null at 'entries' failed to satisfy constraint: Member must not be null");
        if (entries.Count is 0 or > MostEntries)
        {
            throw EventsErrors.Validation($"1 validation error detected: Value '[{string.Join(", ", entries.Select(Told))}]' at 'entries' failed to satisfy constraint: Member must have length {(entries.Count == 0 ? "greater than or equal to 1" : "less than or equal to 10")}");
        }
        if (entries.Sum(Size) > LargestRequest)
        {
            throw EventsErrors.Validation("Total size of the entries in the request is over the limit.");
        }
        var answers = new JsonArray();
        var failures = 0;
        foreach (var entry in entries)
        {
            if (Refusal(entry) is { } refusal)
            {
                failures++;
                answers.Add(new JsonObject { { "ErrorCode", refusal.Code }, { "ErrorMessage", refusal.Message } });
                continue;
            }
            var bus = EventsArns.BusName(entry["EventBusName"]?.AsString());
            var detail = Json.Parse(entry["Detail"]!.AsString()!);
            var at = entry["Time"]?.AsNumber() is { } seconds ? DateTimeOffset.FromUnixTimeMilliseconds((long)(seconds * 1000)) : (DateTimeOffset?)null;
            var happened = state.NewEvent(call.Region, entry["Source"]!.AsString()!, entry["DetailType"]!.AsString()!, detail, entry["Resources"] as JsonArray ?? [], at);
            // An event for a bus that is not there is accepted and lost, as AWS does.
            if (state.Bus(call.Region, bus) is not null)
            {
                state.Publish(call.Region, bus, happened);
            }
            answers.Add(new JsonObject { { "EventId", happened["id"] } });
        }
        return new JsonObject { { "FailedEntryCount", failures }, { "Entries", answers } };
    }

    /// <summary>An entry as AWS's message tells it.</summary>
    private static string Told(Json entry)
    {
        string Member(string name) => entry[name] is { } value ? value.AsString() ?? value.Text : "null";
        return $"PutEventsRequestEntry(time={Member("Time")}, source={Member("Source")}, resources={Member("Resources")}, detailType={Member("DetailType")}, detail={Member("Detail")}, eventBusName={Member("EventBusName")}, "
            + $"traceHeader={Member("TraceHeader")}, kmsKeyIdentifier=null, internalMetadata=null)";
    }

    private static (string Code, string Message)? Refusal(Json entry)
    {
        foreach (var field in new[] { "Source", "DetailType", "Detail" })
        {
            if (string.IsNullOrEmpty(entry[field]?.AsString()))
            {
                return ("InvalidArgument", $"Parameter {field} is not valid. Reason: {field} is a required argument.");
            }
        }
        if (entry["Source"]!.AsString()!.StartsWith("aws.", StringComparison.Ordinal))
        {
            return ("NotAuthorizedForSource", "Not authorized for the source.");
        }
        return Json.TryParse(entry["Detail"]!.AsString()!, out var detail) && detail is JsonObject ? null : ("MalformedDetail", "Detail is malformed.");
    }

    /// <summary>As the user guide computes it ("Calculating Amazon EventBridge PutEvents event entry size").</summary>
    private static int Size(Json entry)
    {
        static int Bytes(Json? value) => value?.AsString() is { } text ? System.Text.Encoding.UTF8.GetByteCount(text) : 0;
        return (entry["Time"] is null ? 0 : 14) + Bytes(entry["Source"]) + Bytes(entry["DetailType"]) + Bytes(entry["Detail"]) + ((entry["Resources"] as JsonArray)?.Sum(Bytes) ?? 0);
    }
}
