using EventAi.Emulators.Aws.StepFunctions.Asl.States;
using EventAi.Emulators.Aws.StepFunctions.Asl.Values;

namespace EventAi.Emulators.Aws.StepFunctions.Asl.Definitions;

/// <summary>Reads a state by its type, and checks which fields it may have.</summary>
internal static class StateReader
{
    private static readonly string[] Types = ["Task", "Wait", "Pass", "Succeed", "Fail", "Choice", "Parallel", "Map"];
    private static readonly string[] Common = ["Type", "Comment", "QueryLanguage"];
    private static readonly string[] Flow = ["Next", "End"];
    private static readonly string[] Handling = ["Retry", "Catch"];

    public static State? Read(string name, JsonObject definition, string location, bool outerIsJsonata, DefinitionReader reader)
    {
        if (!reader.Language(definition, location, isDefault: false, out var isJsonata))
        {
            return null;
        }
        isJsonata |= outerIsJsonata;
        var fields = new FieldReader(reader, definition, location, isJsonata);
        if (!definition.Has("Type"))
        {
            reader.Report(location, "These fields are required: [Type]");
            return null;
        }
        var type = fields.Text("Type");
        var before = reader.Diagnostics.Count;
        if (type is not null && !Types.Contains(type, StringComparer.Ordinal))
        {
            fields.Among("Type", Types);
            return null;
        }
        fields.Known(Common.Concat(Fields(type, isJsonata)));
        State? state = type switch
        {
            "Pass" => new PassState(name, fields),
            "Task" => new TaskState(name, fields),
            "Choice" => new ChoiceState(name, fields),
            "Wait" => new WaitState(name, fields),
            "Succeed" => new SucceedState(name, fields),
            "Fail" => new FailState(name, fields),
            "Parallel" => new ParallelState(name, fields),
            "Map" => new MapState(name, fields),
            _ => null,
        };
        return state is null || reader.Diagnostics.Skip(before).Any(static diagnostic => diagnostic.IsError) ? null : state;
    }

    private static IEnumerable<string> Fields(string? type, bool isJsonata)
    {
        string[] paths = isJsonata ? [] : ["InputPath", "OutputPath"];
        string[] shaped = isJsonata ? ["Output", "Assign"] : [.. paths, "Assign"];
        string[] results = isJsonata ? [] : ["ResultPath"];
        string[] selected = isJsonata ? ["Arguments"] : ["Parameters", "ResultSelector"];
        return type switch
        {
            "Pass" => [.. Flow, .. shaped, .. results, .. isJsonata ? Array.Empty<string>() : ["Result", "Parameters"]],
            "Task" => [.. Flow, .. Handling, .. shaped, .. results, .. selected, "Resource", "TimeoutSeconds", "HeartbeatSeconds", "Credentials", .. isJsonata ? Array.Empty<string>() : ["TimeoutSecondsPath", "HeartbeatSecondsPath"]],
            "Choice" => [.. shaped, "Choices", "Default"],
            "Wait" => [.. Flow, .. shaped, "Seconds", "Timestamp", .. isJsonata ? Array.Empty<string>() : ["SecondsPath", "TimestampPath"]],
            "Succeed" => [.. isJsonata ? ["Output"] : paths],
            "Fail" => ["Error", "Cause", .. isJsonata ? Array.Empty<string>() : ["ErrorPath", "CausePath"]],
            "Parallel" => [.. Flow, .. Handling, .. shaped, .. results, .. selected, "Branches"],
            "Map" =>
            [
                .. Flow, .. Handling, .. shaped, .. results, "ItemProcessor", "Iterator", "ItemSelector", "MaxConcurrency", "ToleratedFailureCount", "ToleratedFailurePercentage", "Label", "ItemReader", "ItemBatcher", "ResultWriter",
                .. isJsonata ? ["Items"] : new[] { "ItemsPath", "Parameters", "ResultSelector", "MaxConcurrencyPath", "ToleratedFailureCountPath", "ToleratedFailurePercentagePath" },
            ],
            _ => [],
        };
    }
}
