using EventAi.Contracts;
using EventAi.FraudScoring.Decisions;
using EventAi.FraudTraining.Data;
using EventAi.Simulation;

namespace EventAi.Bench.Fraud;

/// <summary>Simulated transactions in order of time, and the alerts that they must raise, reckoned in memory; one stream through all runs, so that windows are full.</summary>
internal sealed class Workload(FraudPolicy policy)
{
    private readonly TransactionGenerator _generator = new(new SimulationOptions { Seed = 61, Cards = 4000, Terminals = 1000 });
    private readonly OfflineFeatures _features = new();

    public (TransactionReceived[] Transactions, HashSet<string> Alerts) Next(int count)
    {
        var transactions = _generator.Take(count).Select(static simulated => simulated.Event).ToArray();
        var alerts = new HashSet<string>(StringComparer.Ordinal);
        foreach (var transaction in transactions)
        {
            var features = _features.Next(new LabelledTransaction(transaction, Scenario: 0)); // nobody labels here
            var (model, _) = policy.ModelsFor(transaction.CardId);
            if (policy.Decide(transaction, features, model.Score(features), model).Count > 0)
            {
                alerts.Add(transaction.TransactionId);
            }
        }
        return (transactions, alerts);
    }
}
