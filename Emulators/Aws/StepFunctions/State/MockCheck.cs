using EventAi.Emulators.Aws.StepFunctions.Asl;
using EventAi.Emulators.Aws.StepFunctions.Asl.Values;

namespace EventAi.Emulators.Aws.StepFunctions.State;

/// <summary>Whether a state can be tested as it is asked for, and the mock as what it stands for.</summary>
internal static class MockCheck
{
    private static readonly Dictionary<string, string[]> ContextMembers = new(StringComparer.Ordinal)
    {
        ["Execution"] = ["Id", "Input", "Name", "RoleArn", "StartTime", "RedriveCount", "RedriveTime"],
        ["State"] = ["EnteredTime", "Name", "RetryCount"],
        ["StateMachine"] = ["Id", "Name"],
        ["Task"] = ["Token"],
    };

    /// <returns>Null where there is no mock.</returns>
    /// <exception cref="AwsException">It cannot be tested so.</exception>
    public static Stimulus? Read(JsonObject state, JsonObject? mock, string? role, StateTestSetting setting)
    {
        var type = state["Type"]?.AsString() ?? "";
        if (mock is null || (mock["result"] is null && mock["errorOutput"] is null))
        {
            Unmocked(type, role, setting);
            return null;
        }
        if (type is not ("Task" or "Map" or "Parallel"))
        {
            throw StatesErrors.Validation($"State type '{type}' is not supported when a mock is specified");
        }
        if (setting.RevealsSecrets)
        {
            throw StatesErrors.Validation("TestState does not support RevealSecrets when a mock is specified.");
        }
        CheckContext(state, setting.Context);
        if (mock["fieldValidationMode"]?.AsString() is { } named and not ("STRICT" or "PRESENT" or "NONE"))
        {
            throw StatesErrors.Validation($"1 validation error detected: Value '{named}' at 'mock.fieldValidationMode' failed to satisfy constraint: Member must satisfy enum value set: [PRESENT, STRICT, NONE]");
        }
        if (setting.ErrorCausedBy is { } origin && type is "Map" or "Parallel" && StateTests.Find(new JsonObject { { "States", new JsonObject { { "", state } } } }, origin) is null)
        {
            throw StatesErrors.Validation("State not found in definition");
        }
        if (mock["errorOutput"] is JsonObject error)
        {
            return mock["result"] is null
                ? Stimulus.Failed(0, error["error"]?.AsString(), error["cause"]?.AsString())
                : throw StatesErrors.Validation("A test mock should have only one of the following fields: [result, errorOutput].");
        }
        if (mock["result"]!.AsString() is not { } text || !Json.TryParse(text, out var result))
        {
            throw StatesErrors.Validation("Mocked result must be valid JSON");
        }
        Shape(state, type, result, setting);
        var mode = mock["fieldValidationMode"]?.AsString() ?? "STRICT";
        if (type == "Task" && mode != "NONE" && ResponseShapes.Problem(TaskResource.Parse(state["Resource"]?.AsString() ?? ""), result, isStrict: mode == "STRICT") is { } problem)
        {
            throw StatesErrors.Validation($"Mock result schema validation error: {problem}");
        }
        return Stimulus.Succeeded(0, Json.ParseDocument(text));
    }

    private static void Unmocked(string type, string? role, StateTestSetting setting)
    {
        if (setting.FailedIterations is not null)
        {
            throw StatesErrors.Validation("TestState does not support MapIterationFailureCount when a mock is not specified.");
        }
        if (type is "Map" or "Parallel")
        {
            throw StatesErrors.Refused("InvalidDefinition", "TestState API does not support Map or Parallel states. Supported state types include: [Task, Wait, Pass, Succeed, Fail, Choice]");
        }
        if (type == "Task" && string.IsNullOrEmpty(role))
        {
            throw StatesErrors.Validation("RoleArn must be specified when testing a Task state");
        }
    }

    private static void Shape(JsonObject state, string type, Json result, StateTestSetting setting)
    {
        if (type == "Parallel")
        {
            if (result is not JsonArray outputs)
            {
                throw StatesErrors.Validation("Mocked result must be an array.");
            }
            if (outputs.Count != (state["Branches"] as JsonArray)?.Count)
            {
                throw StatesErrors.Validation("Mocked result must contain the same number of items as number of Parallel branches.");
            }
        }
        if (type != "Map")
        {
            return;
        }
        if (state["ResultWriter"]?["Resource"] is not null)
        {
            _ = result as JsonObject ?? throw StatesErrors.Validation("Mocked result must be a JSON object.");
            return;
        }
        var items = result as JsonArray ?? throw StatesErrors.Validation("Mocked result must be an array.");
        if (setting.FailedIterations > items.Count)
        {
            throw StatesErrors.Validation("Map iteration failure count must be less than or equal to the number of Map iterations");
        }
    }

    private static void CheckContext(JsonObject state, JsonObject? context)
    {
        static AwsException Invalid(string what) => StatesErrors.Validation($"Invalid Context object provided: {what}");
        foreach (var (name, value) in context ?? [])
        {
            if (name == "Map")
            {
                throw Invalid("'Map' field is not supported when mocking a Context object");
            }
            if (!ContextMembers.TryGetValue(name, out var known))
            {
                throw Invalid($"Field '{name}' is not allowed");
            }
            var resource = state["Resource"]?.AsString() ?? "";
            if (name == "Task" && !resource.EndsWith(".waitForTaskToken", StringComparison.Ordinal) && !resource.Contains(".sync", StringComparison.Ordinal))
            {
                throw Invalid("Context object contains 'Task' when state is not a Task state with a '.sync' or '.waitForTaskToken' service integration pattern");
            }
            foreach (var (member, inner) in value as JsonObject ?? [])
            {
                if (!known.Contains(member, StringComparer.Ordinal))
                {
                    throw Invalid($"Field '{member}' is not allowed");
                }
                if (member is not ("Input" or "RetryCount" or "RedriveCount") && inner is not JsonString)
                {
                    throw Invalid($"{name}.{member} must be a string");
                }
            }
        }
    }
}
