using EventAi.FraudScoring.Features;
using EventAi.FraudScoring.Scoring;
using EventAi.FraudTraining.Data;
using EventAi.FraudTraining.Protocol;
using EventAi.FraudTraining.Training;
using EventAi.Support;

namespace EventAi.Services.Tests.Fraud;

/// <summary>
/// The handbook's protocol on its own data, where they are at hand (<c>EVENTAI_DATA</c>, else <c>../shared/data</c>); without them these tests say so and
/// measure nothing.
/// </summary>
public class HandbookTests(Xunit.Abstractions.ITestOutputHelper output)
{
    private static readonly string File = Path.Combine(Environment.GetEnvironmentVariable("EVENTAI_DATA") ?? Repository.PathOf("..", "shared", "data"), "transactions.csv.gz");

    /// <summary>That the baseline comes out as published shows that features, split and figures are the handbook's.</summary>
    [Fact]
    public void Baseline_LogisticRegression_ComesOutAsPublished_AndTheTreesDoBetter()
    {
        if (!System.IO.File.Exists(File))
        {
            output.WriteLine($"Skipped: there is no {File}.");
            return;
        }
        var transactions = HandbookFile.Read(File);
        var features = OfflineFeatures.Of(transactions);
        AssertByDefinition(transactions, features);
        var split = Split.From(transactions, new DateOnly(2018, 7, 25));
        var set = TrainingSet.Of(transactions, features, split.Training);
        Figures Of(FraudModelFile file)
        {
            var model = FraudModel.Of(file);
            return Figures.Of([.. split.Test.Select(position => new Scored(Split.DayOf(transactions[position]), transactions[position].Event.CardId, model.Score(features[position]), transactions[position].Scenario))]);
        }

        var linear = Of(LinearTrainer.Train(set, "linear", "1", LinearTrainer.HandbookInputs));
        var trees = Of(TreeTrainer.Train(set, "trees", "1", TreeTrainer.Defaults));

        output.WriteLine($"linear: {linear}\ntrees: {trees}");
        Assert.Equal((0.871, 0.606, 0.291), (Math.Round(linear.AucRoc, 3), Math.Round(linear.AveragePrecision, 3), Math.Round(linear.CardPrecision, 3)));
        Assert.InRange(trees.AveragePrecision, 0.69, 1);
        Assert.InRange(trees.CardPrecision, 0.295, 1);
    }

    /// <summary>All of some cards' and terminals' transactions, counted anew from the file.</summary>
    private static void AssertByDefinition(IReadOnlyList<LabelledTransaction> transactions, FraudFeatures[] features)
    {
        var oracle = new FeatureOracle([.. transactions.Select(static transaction => transaction.Event)], transactions.Where(static transaction => transaction.IsFraud).Select(static transaction => transaction.Event.TransactionId).ToHashSet(StringComparer.Ordinal));
        for (var position = 0; position < transactions.Count; position += 97)
        {
            var expected = oracle.Of(position);
            for (var feature = 0; feature < FraudFeature.Count; feature++)
            {
                Assert.True(expected[feature].Equals(features[position][feature]), $"row {position}, {FraudFeature.Names[feature]}: {expected[feature]} expected, {features[position][feature]} found");
            }
        }
    }
}
