using EventAi.Emulators.Aws.StepFunctions.Asl.Values;

namespace EventAi.Emulators.Aws.StepFunctions.Asl.History;

/// <summary>One event of an execution's history.</summary>
/// <param name="Id">From 1, without gaps.</param>
/// <param name="PreviousId">The event that this one follows within its branch; 0 for the first ones.</param>
/// <param name="Type">Type.</param>
/// <param name="Time">When it happened.</param>
/// <param name="Details">Null for types that have none.</param>
public sealed record HistoryEvent(int Id, int PreviousId, HistoryEventType Type, DateTimeOffset Time, EventDetails? Details)
{
    /// <summary>As GetExecutionHistory answers it.</summary>
    /// <param name="includeData">Whether inputs, outputs and the like are wanted.</param>
    public JsonObject Describe(bool includeData = true)
    {
        var described = new JsonObject
        {
            { "timestamp", new JsonNumber(Time.ToUnixTimeMilliseconds() / 1000.0) },
            { "type", Type.ToString() },
            { "id", Id },
            { "previousEventId", PreviousId },
        };
        if (Details is not null)
        {
            described.Add(Details.Name, Details.Describe(includeData));
        }
        return described;
    }
}
