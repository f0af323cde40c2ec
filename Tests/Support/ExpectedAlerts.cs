using EventAi.Contracts;
using EventAi.FraudScoring;

namespace EventAi.Support;

/// <summary>The alerts that transactions must raise, reckoned in memory: windows by definition, not by the service's store.</summary>
public static class ExpectedAlerts
{
    public static IReadOnlyList<string> Of(IReadOnlyList<TransactionReceived> transactions, double threshold = 0.85)
    {
        var model = FraudModel.Load(Repository.PathOf("Services", "FraudScoring", "model", "fraud-logistic.json"));
        return
        [
            .. transactions.GroupBy(static transaction => transaction.CardId).SelectMany(card => card
                .Where(transaction => model.Score(FraudFeatures.Of(transaction, Velocity(card, transaction))) >= threshold)
                .Select(static transaction => transaction.TransactionId)),
        ];
    }

    private static long Velocity(IEnumerable<TransactionReceived> card, TransactionReceived transaction)
        => card.LongCount(other => other.OccurredAt <= transaction.OccurredAt && other.OccurredAt > transaction.OccurredAt.AddHours(-1));
}
