using EventAi.Emulators.Aws.JsonProtocol;
using EventAi.Emulators.Aws.StepFunctions.Asl.Values;

namespace EventAi.Emulators.Aws.StepFunctions.Actions;

/// <summary>TestState: one state on its own, with its real integrations.</summary>
internal sealed class TestStateAction(State.StateTests tests)
{
    public async ValueTask<Json> ExecuteAsync(JsonCall call)
    {
        var definition = call.Required("definition");
        var input = call.Text("input") ?? "{}";
        var level = call.OneOf("inspectionLevel", "INFO", "DEBUG", "TRACE") ?? "INFO";
        if (!Json.TryParse(input, out var parsed))
        {
            throw StatesErrors.InvalidExecutionInput(Asl.Definitions.JsonProblem.Describe(input).Problem);
        }
        return await tests.RunAsync(definition, parsed, level, call.Text("roleArn") ?? "", call.Region, call.Object("mock"), call.Text("variables"), call.Text("stateName"), call.Aborted);
    }
}
