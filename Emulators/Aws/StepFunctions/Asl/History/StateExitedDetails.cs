using EventAi.Emulators.Aws.StepFunctions.Asl.Values;

namespace EventAi.Emulators.Aws.StepFunctions.Asl.History;

internal sealed class StateExitedDetails(string state, Json output, JsonObject? assigned) : EventDetails
{
    public override string Name => "stateExitedEventDetails";

    public override JsonObject Describe(bool includeData)
    {
        var details = new JsonObject { { "name", state } };
        AddData(details, "output", output, includeData);
        if (assigned is { Count: > 0 })
        {
            if (includeData)
            {
                var texts = new JsonObject();
                foreach (var (name, value) in assigned)
                {
                    texts.Add(name, value.Text);
                }
                details.Add("assignedVariables", texts);
            }
            details.Add("assignedVariablesDetails", new JsonObject { { "truncated", false } });
        }
        return details;
    }
}
