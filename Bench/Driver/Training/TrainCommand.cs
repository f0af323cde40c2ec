using System.Text.Json;
using EventAi.FraudScoring;
using EventAi.Simulation;

namespace EventAi.Driver.Training;

/// <summary><c>train FOLDER</c>: trains the model that the fraud-scoring service ships and writes it with its model card.</summary>
internal static class TrainCommand
{
    private const int TrainingRows = 300_000;
    private const int TestRows = 100_000;
    private const double Threshold = 0.85;

    public static int Run(string folder)
    {
        var training = LabelledFeatures.Of(new TransactionGenerator(new SimulationOptions { Seed = 11 }).Take(TrainingRows));
        var test = LabelledFeatures.Of(new TransactionGenerator(new SimulationOptions { Seed = 12 }).Take(TestRows));
        var file = LogisticTrainer.Train(training, "fraud-logistic", "1");
        var metrics = ModelMetrics.Of(new FraudModel(file), test, Threshold);
        var card = Card(file, metrics);
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, "fraud-logistic.json"), JsonSerializer.Serialize(file, FraudModelJson.Default.FraudModelFile) + "\n");
        File.WriteAllText(Path.Combine(folder, "MODEL_CARD.md"), card);
        Console.WriteLine(card);
        return 0;
    }

    private static string Card(FraudModelFile file, ModelMetrics metrics) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"""
        # Model card: {file.Id} {file.Version}

        Logistic regression on five features of a card transaction: amount, merchant category code, hour of day, is-international,
        velocity over one hour. Written by `./eventai train`; trained and measured on the seeded generator of this repository, never on
        real cards: it shows the pipeline at work and says nothing about real fraud.

        | | |
        |---|---|
        | trained on | {TrainingRows:N0} simulated transactions, seed 11 |
        | measured on | {metrics.Transactions:N0} others, seed 12, with {metrics.Frauds:N0} frauds |
        | AUC ROC | {metrics.AucRoc:F3} |
        | average precision | {metrics.AveragePrecision:F3} |
        | alerts at threshold {Threshold:F2} | {metrics.Alerts:N0} |
        | precision of alerts | {metrics.Precision:F3} |
        | share of frauds alerted | {metrics.Recall:F3} |
        | – unusual amount | {metrics.RecallByScenario.GetValueOrDefault(FraudScenario.UnusualAmount):F3} |
        | – compromised terminal | {metrics.RecallByScenario.GetValueOrDefault(FraudScenario.CompromisedTerminal):F3} |
        | – leaked card | {metrics.RecallByScenario.GetValueOrDefault(FraudScenario.LeakedCard):F3} |

        A compromised terminal shows in none of the five features, so this model cannot see it; that takes the terminal's history.

        """);
}
