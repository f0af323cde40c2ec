using EventAi.Emulators.Aws.StepFunctions.Asl.Values;

namespace EventAi.Emulators.Aws.StepFunctions.Asl.History;

/// <summary>The part of an event that depends on its type. Texts of inputs and outputs are made when somebody asks.</summary>
public abstract class EventDetails
{
    /// <summary>Member of the event, e.g. <c>stateEnteredEventDetails</c>.</summary>
    public abstract string Name { get; }

    public abstract JsonObject Describe(bool includeData);

    /// <summary>Adds a payload as its text, with the member that says whether it is whole.</summary>
    private protected static void AddData(JsonObject details, string name, Json? value, bool includeData)
    {
        if (value is null)
        {
            return;
        }
        if (includeData)
        {
            details.Add(name, value.Text);
        }
        details.Add(name + "Details", new JsonObject { { "truncated", false } });
    }
}
