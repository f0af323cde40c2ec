using EventAi.FraudScoring.Features;
using EventAi.FraudScoring.Scoring;
using EventAi.FraudTraining.Data;
using EventAi.FraudTraining.Linear;

namespace EventAi.FraudTraining.Training;

/// <summary>Logistic regression as a model file.</summary>
public static class LinearTrainer
{
    /// <summary>The fifteen inputs of the handbook's baseline (chapter 3).</summary>
    public static IReadOnlyList<string> HandbookInputs { get; } =
    [
        "amount", "weekend", "night",
        "card_count_1d", "card_mean_amount_1d", "card_count_7d", "card_mean_amount_7d", "card_count_30d", "card_mean_amount_30d",
        "terminal_count_1d", "terminal_risk_1d", "terminal_count_7d", "terminal_risk_7d", "terminal_count_30d", "terminal_risk_30d",
    ];

    public static FraudModelFile Train(TrainingSet set, string id, string version, IReadOnlyList<string> inputs)
    {
        var file = new FraudModelFile
        {
            Id = id,
            Version = version,
            Features = inputs,
            Linear = LogisticTrainer.Train(set.Rows, set.Labels, [.. inputs.Select(FraudFeature.PositionOf)]),
            Calibration = Calibration.None,
        };
        return file with { Reference = References.Of(FraudModel.Of(file), set.Rows) };
    }
}
