using EventAi.Contracts;
using EventAi.FraudScoring.Features;

namespace EventAi.Support;

/// <summary>
/// Features by their definition, with no window kept: every value is counted anew from the log. Slow, and right by inspection.
/// </summary>
/// <param name="log">Transactions in the order of the log, each id once.</param>
/// <param name="frauds">Ids of transactions labelled as frauds.</param>
public sealed class FeatureOracle(IReadOnlyList<TransactionReceived> log, IReadOnlySet<string> frauds)
{
    private readonly ILookup<string, (TransactionReceived Transaction, int Position)> _cards = log.Select(static (transaction, position) => (transaction, position)).ToLookup(static entry => entry.transaction.CardId);
    private readonly ILookup<string, TransactionReceived> _terminals = log.ToLookup(static transaction => transaction.TerminalId);

    public FraudFeatures[] All() => [.. log.Select((_, position) => Of(position))];

    public FraudFeatures Of(int position)
    {
        var own = log[position];
        var features = FraudFeatures.Of(own);
        DescribeCard(own, position, ref features);
        DescribeTerminal(own, ref features);
        return features;
    }

    private void DescribeCard(TransactionReceived own, int position, ref FraudFeatures features)
    {
        var time = own.OccurredAt;
        // What stands behind a transaction in the log is not known yet when it is scored.
        var known = _cards[own.CardId].Where(entry => entry.Position <= position && entry.Transaction.OccurredAt <= time).ToArray();
        TransactionReceived[] Within(TimeSpan window) => [.. known.Where(entry => entry.Transaction.OccurredAt > time - window).Select(static entry => entry.Transaction)];
        features[FraudFeature.Velocity] = Within(TimeSpan.FromHours(1)).Length;
        foreach (var (i, days) in new[] { 1, 7, 30 }.Index())
        {
            var window = Within(TimeSpan.FromDays(days));
            features[FraudFeature.CardCount + i] = window.Length;
            features[FraudFeature.CardMean + i] = (double)window.Sum(Thousandths) / window.Length / 1000;
        }
        var earlier = known.Where(entry => entry.Position < position && entry.Transaction.OccurredAt > time - TimeSpan.FromDays(30))
            .OrderByDescending(static entry => entry.Transaction.OccurredAt).ThenByDescending(static entry => entry.Position).Select(static entry => entry.Transaction).ToArray();
        features[FraudFeature.HoursSincePrevious] = earlier.Length == 0 ? 720 : (time - earlier[0].OccurredAt).TotalHours;
        if (earlier.Length > 0)
        {
            var latest = earlier.Take(63).ToArray();
            var amounts = latest.Select(Thousandths).Order().ToArray();
            var median = (amounts[(amounts.Length - 1) / 2] + amounts[amounts.Length / 2]) / 2.0;
            features[FraudFeature.AmountToMedian] = Thousandths(own) / median;
            features[FraudFeature.CardOutliers] = latest.Count(other => other.OccurredAt > time - TimeSpan.FromDays(7) && Thousandths(other) > 2.5 * median);
        }
    }

    private void DescribeTerminal(TransactionReceived own, ref FraudFeatures features)
    {
        var until = own.OccurredAt - TimeSpan.FromDays(7);
        var known = _terminals[own.TerminalId].Where(other => other.OccurredAt <= until && other.OccurredAt > until - TimeSpan.FromDays(30)).ToArray();
        foreach (var (i, days) in new[] { 1, 7, 30 }.Index())
        {
            var window = known.Where(other => other.OccurredAt > until - TimeSpan.FromDays(days)).ToArray();
            features[FraudFeature.TerminalCount + i] = window.Length;
            features[FraudFeature.TerminalRisk + i] = window.Length == 0 ? 0 : (double)window.Count(IsFraud) / window.Length;
        }
        var labelled = known.Where(IsFraud).Select(static other => other.OccurredAt).Order().ToArray();
        features[FraudFeature.TerminalFrauds] = labelled.Length;
        if (labelled.Length > 0)
        {
            features[FraudFeature.DaysSinceTerminalFraud] = (own.OccurredAt - labelled[0]).TotalDays;
            features[FraudFeature.DaysSinceTerminalFraud + 1] = (own.OccurredAt - labelled[^1]).TotalDays;
            features[FraudFeature.TerminalRiskSinceFraud] = (double)labelled.Length / known.Count(other => other.OccurredAt >= labelled[0]);
            features[FraudFeature.TerminalGenuineSinceFraud] = known.Count(other => other.OccurredAt > labelled[^1]);
        }
    }

    private bool IsFraud(TransactionReceived transaction) => frauds.Contains(transaction.TransactionId);

    private static long Thousandths(TransactionReceived transaction) => (long)decimal.Round(transaction.Amount * 1000);
}
