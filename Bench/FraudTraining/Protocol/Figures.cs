namespace EventAi.FraudTraining.Protocol;

/// <summary>The three figures of the Fraud Detection Handbook (chapters 4 and 5): ranking, ranking of the best, and cards found by investigators who look into 100 a day.</summary>
public sealed record Figures(double AucRoc, double AveragePrecision, double CardPrecision)
{
    public const int CardsPerDay = 100;

    public static Figures Of(IReadOnlyList<Scored> test)
    {
        var descending = test.OrderByDescending(static row => row.Score).ToArray();
        return new Figures(Roc(descending), Average(descending), CardPrecisionAt(test, CardsPerDay));
    }

    public override string ToString() => $"AUC ROC {AucRoc:F3}, average precision {AveragePrecision:F3}, card precision@{CardsPerDay} {CardPrecision:F3}";

    /// <summary>Area under the ROC curve; equal scores count half (Mann and Whitney).</summary>
    private static double Roc(Scored[] descending)
    {
        var frauds = (double)descending.Count(static row => row.IsFraud);
        double area = 0;
        long genuineAbove = 0;
        foreach (var tie in Ties(descending))
        {
            var tiedFrauds = descending[tie].Count(static row => row.IsFraud);
            var tiedGenuine = tie.End.Value - tie.Start.Value - tiedFrauds;
            area += tiedFrauds * (genuineAbove + (tiedGenuine / 2.0));
            genuineAbove += tiedGenuine;
        }
        return 1 - (area / (frauds * (descending.Length - frauds)));
    }

    /// <summary>Σ (recall - recall before) · precision, over distinct scores in descending order: equal ones are one step.</summary>
    public static double Average(Scored[] descending)
    {
        var frauds = (double)descending.Count(static row => row.IsFraud);
        double sum = 0;
        var found = 0;
        foreach (var tie in Ties(descending))
        {
            var here = descending[tie].Count(static row => row.IsFraud);
            found += here;
            sum += here / frauds * found / tie.End.Value;
        }
        return sum;
    }

    /// <summary>
    /// Per day the cards in order of their best score; the share of compromised ones among the first <paramref name="count"/>; those found are out of
    /// the days that follow. The mean over the days.
    /// </summary>
    private static double CardPrecisionAt(IReadOnlyList<Scored> test, int count)
    {
        var found = new HashSet<string>(StringComparer.Ordinal);
        var precisions = new List<double>();
        foreach (var day in test.GroupBy(static row => row.Day).OrderBy(static day => day.Key))
        {
            var compromised = day.Where(row => !found.Contains(row.Card))
                .GroupBy(static row => row.Card)
                .Select(static card => (card.Key, Score: card.Max(static row => row.Score), IsFraud: card.Any(static row => row.IsFraud)))
                .OrderByDescending(static card => card.Score)
                .Take(count)
                .Where(static card => card.IsFraud)
                .Select(static card => card.Key)
                .ToArray();
            precisions.Add((double)compromised.Length / count);
            found.UnionWith(compromised);
        }
        return precisions.Average();
    }

    private static IEnumerable<Range> Ties(Scored[] descending)
    {
        for (var start = 0; start < descending.Length;)
        {
            var end = start + 1;
            while (end < descending.Length && descending[end].Score.Equals(descending[start].Score))
            {
                end++;
            }
            yield return start..end;
            start = end;
        }
    }
}
