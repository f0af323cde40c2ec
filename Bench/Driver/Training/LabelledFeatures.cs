using EventAi.FraudScoring;
using EventAi.Simulation;

namespace EventAi.Driver.Training;

/// <summary>A transaction's features with the truth about it.</summary>
internal sealed record LabelledFeatures(FraudFeatures Features, FraudScenario Scenario)
{
    public bool IsFraud => Scenario != FraudScenario.Genuine;

    /// <summary>Features of generated transactions; the window is counted in memory, by the same rule as the service's.</summary>
    public static List<LabelledFeatures> Of(IEnumerable<SimulatedTransaction> transactions)
    {
        var windows = new Dictionary<string, Queue<DateTimeOffset>>(StringComparer.Ordinal);
        var labelled = new List<LabelledFeatures>();
        foreach (var transaction in transactions)
        {
            var time = transaction.Event.OccurredAt;
            if (!windows.TryGetValue(transaction.Event.CardId, out var window))
            {
                windows[transaction.Event.CardId] = window = new Queue<DateTimeOffset>();
            }
            window.Enqueue(time);
            while (window.Peek() <= time - CardActivity.Window)
            {
                window.Dequeue();
            }
            labelled.Add(new LabelledFeatures(FraudFeatures.Of(transaction.Event, window.Count), transaction.Scenario));
        }
        return labelled;
    }
}
