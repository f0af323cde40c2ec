using EventAi.Contracts;
using EventAi.FraudScoring.Features;
using EventAi.FraudScoring.Scoring;
using EventAi.FraudTraining.Cards;
using EventAi.FraudTraining.Data;
using EventAi.FraudTraining.Linear;
using EventAi.FraudTraining.Protocol;
using EventAi.FraudTraining.Training;
using EventAi.FraudTraining.Trees;

namespace EventAi.Services.Tests.Fraud;

public class TrainingTests
{
    [Fact]
    public void Train_SameRows_GivesTheSameModelToTheLastBit()
    {
        var set = Interaction(3000, seed: 1);
        var options = TreeTrainer.Defaults with { Trees = 20 };

        var (first, second) = (TreeTrainer.Train(set, "m", "1", options), TreeTrainer.Train(set, "m", "1", options));

        Assert.Equal(first.Trees!.Trees.SelectMany(static tree => tree.Values), second.Trees!.Trees.SelectMany(static tree => tree.Values));
        Assert.Equal(first.Calibration, second.Calibration);
    }

    /// <summary>Frauds where exactly one of two inputs is high: no linear model sees it.</summary>
    [Fact]
    public void Train_InteractionOfTwoInputs_IsLearntWhereALinearModelFails()
    {
        var (training, test) = (Interaction(6000, seed: 2), Interaction(3000, seed: 3));
        var trees = FraudModel.Of(TreeTrainer.Train(training, "m", "1", TreeTrainer.Defaults with { Trees = 60 }));
        var linear = FraudModel.Of(LinearTrainer.Train(training, "l", "1", ["amount", "velocity_1h"]));

        Assert.InRange(Auc(trees, test), 0.89, 1); // no model can do better than 0.91: the labels are noisy
        Assert.InRange(Auc(linear, test), 0.4, 0.6);
        Assert.Equal(["amount", "velocity_1h"], trees.File.Importance.Keys.Take(2).Order());
    }

    [Fact]
    public void Train_Calibration_ScoresAreShares()
    {
        var (training, test) = (Interaction(8000, seed: 4), Interaction(8000, seed: 5));
        var model = FraudModel.Of(TreeTrainer.Train(training, "m", "1", TreeTrainer.Defaults with { Trees = 60 }));

        var scores = Array.ConvertAll(test.Rows, row => model.Score(row));

        Assert.Equal((double)test.Frauds / test.Rows.Length, scores.Average(), 0.02);
    }

    [Fact]
    public void Platt_MarginsOfAKnownScale_FindsIt()
    {
        var random = new Random(8);
        var margins = Enumerable.Range(0, 50_000).Select(_ => (random.NextDouble() * 10) - 5).ToArray();
        var labels = Array.ConvertAll(margins, margin => random.NextDouble() < 1 / (1 + Math.Exp(-((0.7 * margin) - 1.2))));

        var calibration = Platt.Fit(margins, labels);

        Assert.Equal(0.7, calibration.Slope, 0.03);
        Assert.Equal(-1.2, calibration.Intercept, 0.05);
    }

    [Fact]
    public void Threshold_Bins_SayTheSameAsValues()
    {
        var set = Interaction(2000, seed: 6);
        var table = new BinnedTable(set.Rows, [FraudFeature.Amount], 32);

        for (var bin = 0; bin < table.BinsOf(0) - 1; bin++)
        {
            for (var row = 0; row < table.Rows; row++)
            {
                Assert.Equal(table.Column(0)[row] <= bin, set.Rows[row][FraudFeature.Amount] <= table.Threshold(0, bin));
            }
        }
    }

    [Fact]
    public void LogisticTrainer_KnownWeights_AreFound()
    {
        var random = new Random(7);
        var rows = new FraudFeatures[20_000];
        var labels = new bool[rows.Length];
        for (var i = 0; i < rows.Length; i++)
        {
            rows[i][0] = (random.NextDouble() * 4) - 2;
            labels[i] = random.NextDouble() < 1 / (1 + Math.Exp(-((1.5 * rows[i][0]) - 1)));
        }

        var terms = LogisticTrainer.Train(rows, labels, [0]);

        Assert.Equal(1.5, terms.Weights[0] / terms.Deviations[0], 0.1);
        Assert.Equal(-1, terms.Intercept - (terms.Weights[0] * terms.Means[0] / terms.Deviations[0]), 0.1);
    }

    [Fact]
    public void Figures_SmallTest_AreThoseOfTheDefinitions()
    {
        Scored[] test =
        [
            new(1, "a", 0.9, 1), new(1, "b", 0.8, 0), new(1, "c", 0.7, 1), new(1, "d", 0.7, 0), new(1, "a", 0.1, 0),
            new(2, "a", 0.95, 1), new(2, "e", 0.2, 1), new(2, "f", 0.3, 0),
        ];

        var figures = Figures.Of(test);

        // Pairs of fraud and genuine in order: 4 + 4 (0.95, 0.9), 2.5 (0.7 beside 0.7), 1 (0.2), of 16.
        Assert.Equal(11.5 / 16, figures.AucRoc, 12);
        Assert.Equal((1 + 1 + (3 / 5.0) + (4 / 7.0)) / 4, figures.AveragePrecision, 12);
        // Day 1 finds a and c, day 2 only e: a is known. Of 100 that are looked into each day.
        Assert.Equal((0.02 + 0.01) / 2, figures.CardPrecision, 12);
    }

    [Fact]
    public void Split_CardsKnownToBeCompromised_AreOutOfTheTest()
    {
        LabelledTransaction[] transactions =
        [
            Transaction("2018-07-25", "train-fraud", 1), Transaction("2018-07-26", "genuine", 0),
            Transaction("2018-08-01", "delay-fraud", 1),
            Transaction("2018-08-08", "train-fraud", 1), Transaction("2018-08-08", "delay-fraud", 1), Transaction("2018-08-08", "genuine", 0),
            Transaction("2018-08-09", "delay-fraud", 1), Transaction("2018-08-14", "new", 1), Transaction("2018-08-15", "after", 0),
        ];

        var split = Split.From(transactions, new DateOnly(2018, 7, 25));

        Assert.Equal([0, 1], split.Training);
        Assert.Equal([4, 5, 7], split.Test); // the fraud of the first day of delay is known on the second day of the test
    }

    [Fact]
    public void Draw_TwoModels_IsAnImageWithBothCurves()
    {
        var rows = Enumerable.Range(0, 200).Select(static i => new Scored(0, $"{i}", i / 200.0, i % 3 == 0 ? 1 : 0)).ToArray();

        var svg = System.Xml.Linq.XDocument.Parse(PrecisionRecallPlot.Draw("title", [("one", rows), ("two", rows)]));

        Assert.Equal(2, svg.Descendants().Count(static element => element.Name.LocalName == "polyline"));
    }

    private static TrainingSet Interaction(int count, int seed)
    {
        var random = new Random(seed);
        var rows = new FraudFeatures[count];
        var labels = new bool[count];
        for (var i = 0; i < count; i++)
        {
            for (var feature = 0; feature < FraudFeature.Count; feature++)
            {
                rows[i][feature] = random.NextDouble();
            }
            var odd = (rows[i][FraudFeature.Amount] > 0.5) != (rows[i][FraudFeature.Velocity] > 0.5);
            labels[i] = odd ? random.NextDouble() < 0.8 : random.NextDouble() < 0.01;
        }
        return new TrainingSet(rows, labels, [.. Enumerable.Range(0, count).Select(static i => $"card-{i % 500}")]);
    }

    private static double Auc(FraudModel model, TrainingSet set)
        => Figures.Of([.. set.Rows.Select((row, i) => new Scored(0, set.Cards[i], model.Score(row), set.Labels[i] ? 1 : 0))]).AucRoc;

    private static LabelledTransaction Transaction(string day, string card, int scenario)
    {
        var time = DateTimeOffset.Parse($"{day}T10:00:00Z", System.Globalization.CultureInfo.InvariantCulture);
        return new LabelledTransaction(
            new TransactionReceived
            {
                EventId = Guid.Empty, Timestamp = time, TransactionId = $"{day}{card}", CardId = card, TerminalId = "t", Amount = 1, MerchantCategoryCode = 0, IsInternational = false, OccurredAt = time,
            },
            scenario);
    }
}
