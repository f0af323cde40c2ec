using EventAi.FraudScoring;
using EventAi.Simulation;

namespace EventAi.Driver.Training;

/// <summary>How a model does on transactions it was not trained on.</summary>
internal sealed record ModelMetrics(
    int Transactions, int Frauds, double AucRoc, double AveragePrecision, int Alerts, double Precision, double Recall, IReadOnlyDictionary<FraudScenario, double> RecallByScenario)
{
    public static ModelMetrics Of(FraudModel model, IReadOnlyList<LabelledFeatures> rows, double threshold)
    {
        var scored = rows.Select(row => (Score: model.Score(row.Features), row.IsFraud, row.Scenario)).OrderByDescending(static row => row.Score).ToArray();
        var frauds = scored.Count(static row => row.IsFraud);
        var alerts = scored.Where(row => row.Score >= threshold).ToArray();
        var caught = alerts.Count(static row => row.IsFraud);
        return new ModelMetrics(
            scored.Length, frauds, Roc(scored.Select(static row => (row.Score, row.IsFraud)), frauds), Average(scored.Select(static row => row.IsFraud), frauds),
            alerts.Length, (double)caught / Math.Max(1, alerts.Length), (double)caught / frauds,
            scored.Where(static row => row.IsFraud).GroupBy(static row => row.Scenario)
                .ToDictionary(static group => group.Key, group => (double)group.Count(row => row.Score >= threshold) / group.Count()));
    }

    /// <summary>Area under the ROC curve; equal scores count half (Mann and Whitney).</summary>
    private static double Roc(IEnumerable<(double Score, bool IsFraud)> descending, int frauds)
    {
        double area = 0;
        long genuineAbove = 0;
        long total = 0;
        foreach (var tie in descending.GroupBy(static row => row.Score))
        {
            var tiedFrauds = tie.Count(static row => row.IsFraud);
            var tiedGenuine = tie.Count() - tiedFrauds;
            area += tiedFrauds * (genuineAbove + (tiedGenuine / 2.0));
            genuineAbove += tiedGenuine;
            total += tie.Count();
        }
        return 1 - (area / ((double)frauds * (total - frauds)));
    }

    /// <summary>Mean of the precision at each fraud, best score first.</summary>
    private static double Average(IEnumerable<bool> descending, int frauds)
    {
        double sum = 0;
        var (found, rank) = (0, 0);
        foreach (var isFraud in descending)
        {
            rank++;
            if (isFraud)
            {
                sum += (double)++found / rank;
            }
        }
        return sum / frauds;
    }
}
