using EventAi.Emulators.Aws.EventBridge.Delivery;
using EventAi.Emulators.Aws.EventBridge.State;
using EventAi.Emulators.Aws.JsonProtocol;
using EventAi.Emulators.Aws.StepFunctions.Asl.Values;

namespace EventAi.Emulators.Aws.EventBridge.Actions;

/// <summary>PutTargets, RemoveTargets, ListTargetsByRule, ListRuleNamesByTarget.</summary>
internal sealed class TargetActions(EventsState state)
{
    private const int MostTargets = 5;

    public Json Put(JsonCall call)
    {
        var given = call.Array("Targets") ?? throw EventsErrors.Validation("1 validation error detected: Value null at 'targets' failed to satisfy constraint: Member must not be null");
        lock (state.Gate)
        {
            var (key, rule) = Find(call);
            var targets = ((JsonArray)rule["Targets"]!).ToList();
            var failed = new JsonArray();
            for (var i = 0; i < given.Count; i++)
            {
                var target = given[i] as JsonObject ?? throw EventsErrors.Validation("A target must be a structure");
                Check(target, i);
                if (TargetSender.Refusal(target["Arn"]!.AsString()!) is { } refusal)
                {
                    failed.Add(new JsonObject { { "TargetId", target["Id"] }, { "ErrorCode", "ValidationException" }, { "ErrorMessage", refusal } });
                    continue;
                }
                targets.RemoveAll(other => other["Id"]!.Equals(target["Id"]));
                targets.Add(target);
            }
            if (targets.Count > MostTargets)
            {
                throw EventsErrors.LimitExceeded();
            }
            state.Documents.Put("rule", key, rule.With("Targets", new JsonArray(targets)));
            return new JsonObject { { "FailedEntryCount", failed.Count }, { "FailedEntries", failed } };
        }
    }

    public Json Remove(JsonCall call)
    {
        lock (state.Gate)
        {
            var (key, rule) = Find(call);
            var failed = new JsonArray();
            var targets = ((JsonArray)rule["Targets"]!).ToList();
            foreach (var id in call.Array("Ids") ?? [])
            {
                if (targets.RemoveAll(target => target["Id"]!.Equals(id)) == 0)
                {
                    failed.Add(new JsonObject { { "TargetId", id }, { "ErrorCode", "ResourceNotFoundException" }, { "ErrorMessage", $"Target {id.AsString()} does not exist." } });
                }
            }
            state.Documents.Put("rule", key, rule.With("Targets", new JsonArray(targets)));
            return new JsonObject { { "FailedEntryCount", failed.Count }, { "FailedEntries", failed } };
        }
    }

    public Json List(JsonCall call) => EventPages.Answer(call, "Targets", (JsonArray)Find(call).Rule["Targets"]!);

    public Json ListRules(JsonCall call)
    {
        var target = call.Required("TargetArn");
        var bus = EventsArns.BusName(call.Text("EventBusName"));
        _ = state.Bus(call.Region, bus) ?? throw EventsErrors.NoBus(bus);
        return EventPages.Answer(call, "RuleNames", state.Rules(call.Region, bus).Where(rule => ((JsonArray)rule["Targets"]!).Any(other => other["Arn"]!.AsString() == target)).Select(static rule => rule["Name"]!));
    }

    private static void Check(JsonObject target, int index)
    {
        var id = target["Id"]?.AsString() ?? throw EventsErrors.Validation($"1 validation error detected: Value null at 'targets.{index + 1}.member.id' failed to satisfy constraint: Member must not be null");
        EventsArns.CheckName(id, $"targets.{index + 1}.member.id", 64);
        if (target["Arn"]?.AsString() is not { } arn || !arn.StartsWith("arn:", StringComparison.Ordinal))
        {
            throw EventsErrors.Validation($"Parameter {target["Arn"]?.AsString()} is not valid. Reason: Provided Arn is not in correct format.");
        }
        if (new[] { "Input", "InputPath", "InputTransformer" }.Count(target.Has) > 1)
        {
            throw EventsErrors.Validation($"Only one of Input, InputPath, or InputTransformer must be provided for target {id}.");
        }
        if (target["Input"]?.AsString() is { } input && !Json.TryParse(input, out var unused))
        {
            throw EventsErrors.Validation($"Parameter Input for target {id} is not valid JSON.");
        }
        if (target["InputTransformer"] is JsonObject transformer)
        {
            InputTransformation.Check(transformer, id);
        }
        var isFifo = arn.Split(':') is [_, _, "sqs", ..] && arn.EndsWith(".fifo", StringComparison.Ordinal);
        if (isFifo && target["SqsParameters"]?["MessageGroupId"] is null)
        {
            throw EventsErrors.Validation($"Parameter(s) SqsParameters must be specified for target: {id}.");
        }
    }

    private (string Key, JsonObject Rule) Find(JsonCall call)
    {
        var (name, bus) = (call.Required("Rule"), EventsArns.BusName(call.Text("EventBusName")));
        _ = state.Bus(call.Region, bus) ?? throw EventsErrors.NoBus(bus);
        return (EventsState.Key(call.Region, bus, name), state.Rule(call.Region, bus, name) ?? throw EventsErrors.NoRule(name, bus));
    }
}
