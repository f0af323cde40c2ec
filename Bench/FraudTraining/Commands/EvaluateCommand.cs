using System.Globalization;
using EventAi.FraudScoring.Features;
using EventAi.FraudScoring.Scoring;
using EventAi.FraudTraining.Data;
using EventAi.FraudTraining.Protocol;
using EventAi.FraudTraining.Training;

namespace EventAi.FraudTraining.Commands;

/// <summary>
/// <c>evaluate FILE --train-from DATE [--offline]</c>: trains on a week of the file, replays the file through a broker, Redis and fraud-scoring with that model, and
/// prints the figures of the scores that came out, beside those published for the same protocol. The scores must be, to the last bit, those reckoned in memory.
/// </summary>
internal static class EvaluateCommand
{
    private static readonly (string Name, Figures Figures)[] Published =
    [
        ("logistic regression (handbook)", new(0.871, 0.606, 0.291)),
        ("random forest (handbook)", new(0.867, 0.658, 0.287)),
        ("XGBoost (handbook)", new(0.862, 0.639, 0.273)),
    ];

    private static readonly DateOnly PublishedFrom = new(2018, 7, 25);

    public static async Task<int> RunAsync(string data, IReadOnlyList<string> options)
    {
        var from = Commands.Date(Commands.Option(options, "--train-from") ?? throw new UsageException("evaluate wants --train-from DATE."));
        var transactions = HandbookFile.Read(data);
        var split = Split.From(transactions, from);
        Commands.Check(split, from);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{transactions.Count:N0} transactions; training {from:yyyy-MM-dd} to {from.AddDays(6):yyyy-MM-dd} ({split.Training.Count:N0}), test {from.AddDays(14):yyyy-MM-dd} to {from.AddDays(20):yyyy-MM-dd} ({split.Test.Count:N0}, cards known to be compromised left out)"));
        var features = OfflineFeatures.Of(transactions);
        var set = TrainingSet.Of(transactions, features, split.Training);
        var linear = FraudModel.Of(LinearTrainer.Train(set, "handbook-linear", "1", LinearTrainer.HandbookInputs));
        var trees = FraudModel.Of(TreeTrainer.Train(set, "handbook-trees", from.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), Commands.Boosting(options), Console.WriteLine));
        var offline = split.Test.ToDictionary(position => transactions[position].Event.TransactionId, position => trees.Score(features[position]), StringComparer.Ordinal);
        Figures Of(Func<int, double> score) => Figures.Of([.. split.Test.Select(position => new Scored(Split.DayOf(transactions[position]), transactions[position].Event.CardId, score(position), transactions[position].Scenario))]);
        var baseline = Of(position => linear.Score(features[position]));
        if (options.Contains("--offline", StringComparer.Ordinal))
        {
            Print(from, baseline, ("gradient-boosted trees, in memory", Of(position => offline[transactions[position].Event.TransactionId])));
            return 0;
        }
        var online = await Replay.RunAsync(transactions, from.AddDays(Split.TrainingDays + Split.DelayDays), Split.TestDays, trees.File);
        Print(from, baseline, ("gradient-boosted trees, through the service", Of(position => online[transactions[position].Event.TransactionId])));
        var different = offline.Count(pair => !online[pair.Key].Equals(pair.Value));
        Console.WriteLine(different == 0
            ? string.Create(CultureInfo.InvariantCulture, $"all {offline.Count:N0} scores of the test are those reckoned in memory, to the last bit")
            : string.Create(CultureInfo.InvariantCulture, $"{different:N0} of {offline.Count:N0} scores differ from those reckoned in memory"));
        return different == 0 ? 0 : 1;
    }

    private static void Print(DateOnly from, Figures baseline, (string Name, Figures Figures) own)
    {
        Console.WriteLine();
        Console.WriteLine($"{"",-46} AUC ROC   average precision   card precision@{Figures.CardsPerDay}");
        foreach (var (name, figures) in from == PublishedFrom ? Published : [])
        {
            Row($"published: {name}", figures);
        }
        Row("logistic regression, the handbook's inputs", baseline);
        Row(own.Name, own.Figures);
        Console.WriteLine();
    }

    private static void Row(string name, Figures figures)
        => Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name,-46} {figures.AucRoc,7:F3}   {figures.AveragePrecision,17:F3}   {figures.CardPrecision,18:F3}"));
}
