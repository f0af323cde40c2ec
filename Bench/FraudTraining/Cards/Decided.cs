using EventAi.FraudTraining.Protocol;

namespace EventAi.FraudTraining.Cards;

/// <summary>What a threshold makes of scores.</summary>
public sealed record Decided(int Alerts, double Precision, double Recall, IReadOnlyDictionary<int, double> RecallByScenario)
{
    public static Decided Of(IReadOnlyList<Scored> rows, double threshold)
    {
        var alerts = rows.Where(row => row.Score >= threshold).ToArray();
        var caught = alerts.Count(static row => row.IsFraud);
        return new Decided(
            alerts.Length, (double)caught / Math.Max(1, alerts.Length), (double)caught / Math.Max(1, rows.Count(static row => row.IsFraud)),
            rows.Where(static row => row.IsFraud).GroupBy(static row => row.Scenario)
                .ToDictionary(static scenario => scenario.Key, scenario => (double)scenario.Count(row => row.Score >= threshold) / scenario.Count()));
    }
}
