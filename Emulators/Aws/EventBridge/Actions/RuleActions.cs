using EventAi.Emulators.Aws.EventBridge.Patterns;
using EventAi.Emulators.Aws.EventBridge.Scheduling;
using EventAi.Emulators.Aws.EventBridge.State;
using EventAi.Emulators.Aws.JsonProtocol;
using EventAi.Emulators.Aws.StepFunctions.Asl.Values;

namespace EventAi.Emulators.Aws.EventBridge.Actions;

/// <summary>PutRule, DescribeRule, ListRules, DeleteRule, EnableRule, DisableRule, TestEventPattern.</summary>
internal sealed class RuleActions(EventsState state)
{
    private const int MostRules = 300;
    private const int LongestPattern = 4096;

    private static readonly string[] EventFields = ["id", "account", "source", "time", "region", "detail-type"];

    public Json Put(JsonCall call)
    {
        var name = EventsArns.CheckName(call.Required("Name"), "name", 64);
        var bus = EventsArns.BusName(call.Text("EventBusName"));
        var (pattern, schedule) = (call.Text("EventPattern"), call.Text("ScheduleExpression", 256));
        var enabled = call.OneOf("State", "ENABLED", "DISABLED", "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS");
        if (string.IsNullOrEmpty(pattern) && string.IsNullOrEmpty(schedule))
        {
            throw EventsErrors.Validation("Parameter(s) EventPattern or ScheduleExpression must be specified.");
        }
        if (!string.IsNullOrEmpty(pattern))
        {
            CheckPattern(pattern);
        }
        if (!string.IsNullOrEmpty(schedule))
        {
            if (bus != EventsArns.DefaultBus)
            {
                throw EventsErrors.Validation("ScheduleExpression is supported only on the default event bus.");
            }
            _ = Schedule.Parse(schedule) ?? throw EventsErrors.Validation("Parameter ScheduleExpression is not valid.");
        }
        lock (state.Gate)
        {
            _ = state.Bus(call.Region, bus) ?? throw EventsErrors.NoBus(bus);
            var old = state.Rule(call.Region, bus, name);
            if (old is null && state.Rules(call.Region, bus).Count() >= MostRules)
            {
                throw EventsErrors.LimitExceeded();
            }
            var rule = new JsonObject
            {
                { "Name", name },
                { "Arn", EventsArns.Rule(call.Region, bus, name) },
                { "EventBusName", bus },
                { "EventPattern", string.IsNullOrEmpty(pattern) ? null : pattern },
                { "ScheduleExpression", string.IsNullOrEmpty(schedule) ? null : schedule },
                { "State", enabled ?? "ENABLED" },
                { "Description", call.Text("Description", 512) },
                { "RoleArn", call.Text("RoleArn", 1600) },
                { "CreatedBy", AwsOptions.AccountId },
                { "Targets", old?["Targets"] ?? new JsonArray() },
                { "Tags", old?["Tags"] ?? EventTagActions.Read(call.Array("Tags")) },
            };
            state.Documents.Put("rule", EventsState.Key(call.Region, bus, name), rule);
            return new JsonObject { { "RuleArn", rule["Arn"] } };
        }
    }

    public Json Describe(JsonCall call) => EventPages.Select(Find(call), "Name", "Arn", "EventPattern", "ScheduleExpression", "State", "Description", "RoleArn", "EventBusName", "CreatedBy");

    public Json List(JsonCall call)
    {
        var bus = EventsArns.BusName(call.Text("EventBusName"));
        var prefix = call.Text("NamePrefix");
        _ = state.Bus(call.Region, bus) ?? throw EventsErrors.NoBus(bus);
        return EventPages.Answer(call, "Rules", state.Rules(call.Region, bus).Where(rule => EventPages.HasPrefix(rule, "Name", prefix))
            .Select(static rule => EventPages.Select(rule, "Name", "Arn", "EventPattern", "State", "Description", "ScheduleExpression", "RoleArn", "EventBusName")));
    }

    public Json Delete(JsonCall call)
    {
        var (name, bus) = (call.Required("Name"), EventsArns.BusName(call.Text("EventBusName")));
        lock (state.Gate)
        {
            _ = state.Bus(call.Region, bus) ?? throw EventsErrors.NoBus(bus);
            if (state.Rule(call.Region, bus, name) is { } rule)
            {
                if (((JsonArray)rule["Targets"]!).Count > 0)
                {
                    throw EventsErrors.Validation("Rule can't be deleted since it has targets.");
                }
                state.Documents.Remove("rule", EventsState.Key(call.Region, bus, name));
            }
        }
        return new JsonObject();
    }

    public Json Enable(JsonCall call) => Switch(call, "ENABLED");

    public Json Disable(JsonCall call) => Switch(call, "DISABLED");

    public Json TestPattern(JsonCall call)
    {
        var pattern = CheckPattern(call.Required("EventPattern"));
        if (!Json.TryParse(call.Required("Event"), out var happened) || happened is not JsonObject members)
        {
            throw EventsErrors.Validation("Parameter Event is not valid.");
        }
        foreach (var field in EventFields)
        {
            if (!members.Has(field))
            {
                throw EventsErrors.Validation($"Parameter Event is not valid. Reason: {field} is a required field.");
            }
        }
        return new JsonObject { { "Result", pattern.Matches(happened) } };
    }

    public static EventPattern CheckPattern(string text)
    {
        if (text.Length > LongestPattern)
        {
            throw EventsErrors.Validation($"1 validation error detected: Value at 'eventPattern' failed to satisfy constraint: Member must have length less than or equal to {LongestPattern}");
        }
        try
        {
            return EventPattern.Parse(text);
        }
        catch (PatternException exception)
        {
            throw EventsErrors.InvalidPattern(exception.Message);
        }
    }

    private JsonObject Find(JsonCall call)
    {
        var (name, bus) = (call.Required("Name"), EventsArns.BusName(call.Text("EventBusName")));
        _ = state.Bus(call.Region, bus) ?? throw EventsErrors.NoBus(bus);
        return state.Rule(call.Region, bus, name) ?? throw EventsErrors.NoRule(name, bus);
    }

    private JsonObject Switch(JsonCall call, string to)
    {
        lock (state.Gate)
        {
            var rule = Find(call);
            state.Documents.Put("rule", EventsState.Key(call.Region, rule["EventBusName"]!.AsString()!, rule["Name"]!.AsString()!), rule.With("State", to));
        }
        return [];
    }
}
