using System.Globalization;
using EventAi.FraudScoring.Features;
using EventAi.FraudScoring.Scoring;
using EventAi.FraudTraining.Cards;
using EventAi.FraudTraining.Data;
using EventAi.FraudTraining.Protocol;
using EventAi.FraudTraining.Training;
using EventAi.FraudTraining.Trees;
using EventAi.Simulation;

namespace EventAi.FraudTraining.Commands;

/// <summary>
/// <c>train FOLDER</c> trains the models that the service ships, on the repository's own generator; <c>train FOLDER DATA [--train-from=DATE] [--seed=] [--trees=] [--depth=] [--learning-rate=] [--fraud-weight=]</c> on
/// a file, by the handbook's split (its last complete one where no date is given). Writes both models, the model card and the plot.
/// </summary>
internal static class TrainCommand
{
    /// <summary>Days until the windows of cards and terminals are full: earlier rows would teach what never comes again.</summary>
    private const int FillingDays = 37;
    private const int TrainingRows = 320_000;
    private const int TestRows = 160_000;
    private const int TrainingSeed = 11;
    private const int TestSeed = 12;
    private static readonly string[] LinearInputs = [.. FraudFeature.Names.Where(static name => name != "merchant_category")];

    public static int Run(string folder, string? data, IReadOnlyList<string> options)
    {
        Directory.CreateDirectory(folder);
        if (data is null)
        {
            Generated(folder, Commands.Boosting(options));
        }
        else
        {
            OfFile(folder, data, Commands.Option(options, "--train-from"), Commands.Boosting(options));
        }
        return 0;
    }

    private static void Generated(string folder, BoostingOptions boosting)
    {
        var (training, trainingFeatures) = Generate(TrainingSeed, TrainingRows);
        var (test, testFeatures) = Generate(TestSeed, TestRows);
        var set = TrainingSet.Of(training, trainingFeatures, Filled(training));
        var positions = Filled(test).ToArray();
        Write(
            folder, boosting, set, "fraud", "2", test, testFeatures, positions,
            [
                ("trained on", string.Create(CultureInfo.InvariantCulture, $"{set.Rows.Length:N0} simulated transactions with {set.Frauds:N0} frauds, seed {TrainingSeed} of the repository's generator, never real cards: it shows the pipeline at work and says nothing about real fraud")),
                ("measured on", string.Create(CultureInfo.InvariantCulture, $"{positions.Length:N0} others, seed {TestSeed}, with {positions.Count(position => test[position].IsFraud):N0} frauds")),
                ("made by", "`./eventai fraud train` (the same files, byte for byte)"),
            ],
            new Dictionary<int, string> { [(int)FraudScenario.UnusualAmount] = "unusual amount", [(int)FraudScenario.CompromisedTerminal] = "compromised terminal", [(int)FraudScenario.LeakedCard] = "leaked card" });
    }

    private static void OfFile(string folder, string data, string? trainFrom, BoostingOptions boosting)
    {
        var transactions = HandbookFile.Read(data);
        var from = trainFrom is null ? DateOnly.FromDayNumber(Split.DayOf(transactions[^1]) - 20) : Commands.Date(trainFrom);
        var features = OfflineFeatures.Of(transactions);
        var split = Split.From(transactions, from);
        Commands.Check(split, from);
        Write(
            folder, boosting, TrainingSet.Of(transactions, features, split.Training), "fraud-file", from.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), transactions, features, [.. split.Test],
            [
                ("trained on", string.Create(CultureInfo.InvariantCulture, $"{Path.GetFileName(data)}, 7 days from {from:yyyy-MM-dd}, {split.Training.Count:N0} transactions")),
                ("measured on", string.Create(CultureInfo.InvariantCulture, $"7 days from {from.AddDays(14):yyyy-MM-dd}, {split.Test.Count:N0} transactions of cards not known to be compromised")),
            ],
            transactions.Where(static transaction => transaction.IsFraud).Select(static transaction => transaction.Scenario).Distinct().Order().ToDictionary(static scenario => scenario, static scenario => $"scenario {scenario}"));
    }

    private static void Write(
        string folder, BoostingOptions boosting, TrainingSet set, string id, string version, IReadOnlyList<LabelledTransaction> test, FraudFeatures[] features, int[] positions,
        IReadOnlyList<(string Name, string Value)> origin, IReadOnlyDictionary<int, string> scenarios)
    {
        var trees = TreeTrainer.Train(set, $"{id}-trees", version, boosting, Console.WriteLine);
        var linear = LinearTrainer.Train(set, $"{id}-linear", version, LinearInputs);
        Scored[] Score(FraudModelFile file)
        {
            var model = FraudModel.Of(file);
            return Array.ConvertAll(positions, position => new Scored(Split.DayOf(test[position]), test[position].Event.CardId, model.Score(features[position]), test[position].Scenario));
        }
        var (treeRows, linearRows) = (Score(trees), Score(linear));
        trees.Write(Path.Combine(folder, "fraud-trees.json"));
        linear.Write(Path.Combine(folder, "fraud-linear.json"));
        var card = ModelCard.Write(trees, linear, origin, treeRows, linearRows, scenarios);
        File.WriteAllText(Path.Combine(folder, "MODEL_CARD.md"), card);
        File.WriteAllText(
            Path.Combine(folder, "precision-recall.svg"),
            PrecisionRecallPlot.Draw($"Precision over recall, {positions.Length.ToString("N0", CultureInfo.InvariantCulture)} transactions not trained on", [(trees.Id, treeRows), (linear.Id, linearRows)]));
        Console.WriteLine(card);
    }

    private static (LabelledTransaction[] Transactions, FraudFeatures[] Features) Generate(int seed, int count)
    {
        LabelledTransaction[] transactions = [.. new TransactionGenerator(new SimulationOptions { Seed = seed }).Take(count)
            .Select(static simulated => new LabelledTransaction(simulated.Event, (int)simulated.Scenario))];
        return (transactions, OfflineFeatures.Of(transactions));
    }

    private static IEnumerable<int> Filled(LabelledTransaction[] transactions)
        => Enumerable.Range(0, transactions.Length).Where(position => Split.DayOf(transactions[position]) >= Split.DayOf(transactions[0]) + FillingDays);
}
