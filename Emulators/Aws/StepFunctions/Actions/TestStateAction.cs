using EventAi.Emulators.Aws.JsonProtocol;
using EventAi.Emulators.Aws.StepFunctions.Asl.Values;

namespace EventAi.Emulators.Aws.StepFunctions.Actions;

/// <summary>TestState: one state on its own, with its real integrations or a mock.</summary>
internal sealed class TestStateAction(State.StateTests tests)
{
    public async ValueTask<Json> ExecuteAsync(JsonCall call)
    {
        var definition = call.Required("definition");
        var input = call.Text("input") ?? "{}";
        var level = call.OneOf("inspectionLevel", "INFO", "DEBUG", "TRACE") ?? "INFO";
        if (!Json.TryParse(input, out _))
        {
            throw StatesErrors.InvalidExecutionInput(Asl.Definitions.JsonProblem.Describe(input).Problem);
        }
        var configuration = call.Object("stateConfiguration");
        var context = call.Text("context") is { } text
            ? Json.TryParse(text, out var given) ? given as JsonObject ?? throw StatesErrors.Validation("Invalid Context object provided: it must be a JSON object") : throw StatesErrors.Validation("Invalid Context object provided: it must be valid JSON")
            : null;
        var setting = new State.StateTestSetting(
            context, (int?)configuration?["retrierRetryCount"]?.AsNumber() ?? 0, (int?)configuration?["mapIterationFailureCount"]?.AsNumber(), configuration?["errorCausedByState"]?.AsString(), call.Flag("revealSecrets") == true);
        return await tests.RunAsync(
            definition, Json.ParseDocument(input), level, call.Text("roleArn"), call.Region, call.Object("mock"), call.Text("variables"), call.Text("stateName"), setting, call.Aborted);
    }
}
