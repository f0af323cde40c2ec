using EventAi.FraudScoring.Features;
using EventAi.FraudScoring.Scoring;
using EventAi.FraudTraining.Data;
using EventAi.FraudTraining.Protocol;
using EventAi.FraudTraining.Trees;

namespace EventAi.FraudTraining.Training;

/// <summary>
/// From rows to a model file: cross-validation by cards finds the number of trees (early stopping by average precision) and gives the margins that the
/// calibration is fitted to; then all rows are boosted. Deterministic.
/// </summary>
public static class TreeTrainer
{
    private const int Folds = 5;
    private const int Step = 10;

    /// <summary>All features; one that never changes is never asked.</summary>
    private static readonly int[] Inputs = [.. Enumerable.Range(0, FraudFeature.Count)];

    public static BoostingOptions Defaults { get; } = new() { Depth = 4, Trees = 200, Patience = 60 };

    public static FraudModelFile Train(TrainingSet set, string id, string version, BoostingOptions options, Action<string>? tell = null)
    {
        var (trees, margins) = CrossValidate(set, options);
        tell?.Invoke($"cross-validation over {Folds} folds of cards: {trees} trees, average precision {AveragePrecision(set, margins):F3}");
        var final = options with { Trees = trees };
        var (ensemble, gains) = BoostedTrees.Train(set.Rows, set.Labels, Inputs, final);
        var file = new FraudModelFile
        {
            Id = id,
            Version = version,
            Features = [.. Inputs.Select(static input => FraudFeature.Names[input])],
            Trees = ensemble,
            Calibration = Platt.Fit(margins, set.Labels),
            Importance = gains.Select(static (gain, i) => (Name: FraudFeature.Names[i], gain)).Where(static input => input.gain > 0)
                .OrderByDescending(static input => input.gain).ToDictionary(static input => input.Name, input => Math.Round(input.gain / gains.Sum(), 4), StringComparer.Ordinal),
        };
        return file with { Reference = References.Of(FraudModel.Of(file), set.Rows) };
    }

    /// <summary>The number of trees with the best average precision of rows that the trees had not seen, and the margins of those rows.</summary>
    private static (int Trees, double[] Margins) CrossValidate(TrainingSet set, BoostingOptions options)
    {
        var folds = Array.ConvertAll(set.Cards, static card => Fold(card));
        var checkpoints = new List<double[]>();
        for (var fold = 0; fold < Folds; fold++)
        {
            var inside = Enumerable.Range(0, folds.Length).Where(row => folds[row] != fold).ToArray();
            var outside = Enumerable.Range(0, folds.Length).Where(row => folds[row] == fold).ToArray();
            var margins = new double[outside.Length];
            BoostedTrees.Train(
                Array.ConvertAll(inside, row => set.Rows[row]), Array.ConvertAll(inside, row => set.Labels[row]), Inputs, options,
                ensemble => Note(ensemble, options.Depth, set.Rows, outside, margins, checkpoints));
        }
        var scores = checkpoints.ConvertAll(margins => AveragePrecision(set, margins));
        var best = 0;
        for (var i = 0; i < scores.Count && (i - best) * Step <= options.Patience; i++)
        {
            best = scores[i] > scores[best] ? i : best;
        }
        return ((best + 1) * Step, checkpoints[best]);
    }

    private static bool Note(TreeEnsemble ensemble, int depth, FraudFeatures[] rows, int[] outside, double[] margins, List<double[]> checkpoints)
    {
        for (var i = 0; i < outside.Length; i++)
        {
            margins[i] += BoostedTrees.Answer(ensemble.Trees[^1], depth, Inputs, rows[outside[i]]);
        }
        if (ensemble.Trees.Count % Step == 0)
        {
            var checkpoint = (ensemble.Trees.Count / Step) - 1;
            if (checkpoint == checkpoints.Count)
            {
                checkpoints.Add(new double[rows.Length]);
            }
            for (var i = 0; i < outside.Length; i++)
            {
                checkpoints[checkpoint][outside[i]] = ensemble.Base + margins[i];
            }
        }
        return true;
    }

    private static double AveragePrecision(TrainingSet set, double[] margins)
        => Figures.Average([.. margins.Select((margin, row) => new Scored(0, "", margin, set.Labels[row] ? 1 : 0)).OrderByDescending(static row => row.Score)]);

    /// <summary>FNV-1a: the same in every run, unlike a string's hash code.</summary>
    private static int Fold(string card)
    {
        var hash = 2166136261u;
        foreach (var unit in card)
        {
            hash = (hash ^ unit) * 16777619;
        }
        return (int)((hash ^ (hash >> 15)) % Folds);
    }
}
