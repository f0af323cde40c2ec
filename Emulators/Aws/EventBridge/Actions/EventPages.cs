using EventAi.Emulators.Aws.JsonProtocol;
using EventAi.Emulators.Aws.StepFunctions.Asl.Values;

namespace EventAi.Emulators.Aws.EventBridge.Actions;

/// <summary>Lists as EventBridge answers them: Limit and NextToken.</summary>
internal static class EventPages
{
    public static JsonObject Answer(JsonCall call, string member, IEnumerable<Json> items)
    {
        var (page, next) = Pages.Cut(items, call.Whole("Limit", 1, 100) ?? 100, call.Text("NextToken", 2048), static () => EventsErrors.Validation("The next token is not valid."));
        return Pages.Answer(member, page, "NextToken", next);
    }

    public static bool HasPrefix(JsonObject document, string member, string? prefix) => prefix is null || document[member]!.AsString()!.StartsWith(prefix, StringComparison.Ordinal);

    /// <summary>Some members of a document; those that are not there are left out.</summary>
    public static JsonObject Select(JsonObject document, params ReadOnlySpan<string> members)
    {
        var selected = new JsonObject();
        foreach (var member in members)
        {
            selected.Add(member, document[member]);
        }
        return selected;
    }
}
