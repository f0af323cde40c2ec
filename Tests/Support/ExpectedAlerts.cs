using EventAi.Contracts;
using EventAi.FraudScoring.Decisions;

namespace EventAi.Support;

/// <summary>The alerts that transactions must raise under the shipped policy, reckoned from the definitions of the features (<see cref="FeatureOracle"/>).</summary>
public static class ExpectedAlerts
{
    public static FraudPolicy Policy { get; } = FraudPolicy.Load(Repository.PathOf("Services", "FraudScoring", "policy.json"));

    /// <param name="log">Transactions in the order of the log.</param>
    /// <param name="frauds">Ids labelled as frauds in time.</param>
    public static IReadOnlyList<string> Of(IReadOnlyList<TransactionReceived> log, IReadOnlySet<string>? frauds = null)
    {
        var features = new FeatureOracle(log, frauds ?? new HashSet<string>()).All();
        return
        [
            .. log.Where((transaction, position) =>
            {
                var (model, _) = Policy.ModelsFor(transaction.CardId);
                return Policy.Decide(transaction, features[position], model.Score(features[position]), model).Count > 0;
            }).Select(static transaction => transaction.TransactionId),
        ];
    }
}
