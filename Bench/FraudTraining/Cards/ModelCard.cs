using System.Globalization;
using System.Text;
using EventAi.FraudScoring.Scoring;
using EventAi.FraudTraining.Protocol;

namespace EventAi.FraudTraining.Cards;

/// <summary>The model card: what it is made of, how it does, what it looks at, what it cannot see.</summary>
public static class ModelCard
{
    public const double Threshold = 0.85;
    private const int Bins = 10;
    private const int Inputs = 12;

    /// <param name="file">The model.</param>
    /// <param name="baseline">The logistic regression beside it.</param>
    /// <param name="origin">What it was trained and measured on, as rows of a table.</param>
    /// <param name="rows">Scores of rows that it did not see.</param>
    /// <param name="baselineRows">The baseline's.</param>
    /// <param name="scenarios">Names of the kinds of fraud.</param>
    public static string Write(
        FraudModelFile file, FraudModelFile baseline, IReadOnlyList<(string Name, string Value)> origin, IReadOnlyList<Scored> rows, IReadOnlyList<Scored> baselineRows, IReadOnlyDictionary<int, string> scenarios)
    {
        var (figures, other) = (Figures.Of(rows), Figures.Of(baselineRows));
        var (decided, otherDecided) = (Decided.Of(rows, Threshold), Decided.Of(baselineRows, Threshold));
        var card = new StringBuilder();
        void Line(FormattableString line) => card.AppendLine(line.ToString(CultureInfo.InvariantCulture));
        Line($"# Model card: {file.Id} {file.Version}");
        Line($"");
        Line($"{file.Trees!.Trees.Count} gradient-boosted trees of depth {file.Trees.Depth} over {file.Features.Count} features of a card transaction, calibrated to a probability (Platt).");
        Line($"Beside it {baseline.Id} {baseline.Version}: logistic regression over {baseline.Features.Count} of them, the shipped policy's challenger in the shadow.");
        Line($"");
        Line($"| | |");
        Line($"|---|---|");
        foreach (var (name, value) in origin)
        {
            Line($"| {name} | {value} |");
        }
        Line($"");
        Line($"| | {file.Id} | {baseline.Id} |");
        Line($"|---|---|---|");
        Line($"| AUC ROC | {figures.AucRoc:F3} | {other.AucRoc:F3} |");
        Line($"| average precision | {figures.AveragePrecision:F3} | {other.AveragePrecision:F3} |");
        Line($"| alerts at threshold {Threshold:F2} | {decided.Alerts:N0} | {otherDecided.Alerts:N0} |");
        Line($"| precision of alerts | {decided.Precision:F3} | {otherDecided.Precision:F3} |");
        Line($"| share of frauds alerted | {decided.Recall:F3} | {otherDecided.Recall:F3} |");
        foreach (var (scenario, name) in scenarios)
        {
            Line($"| – {name} | {decided.RecallByScenario.GetValueOrDefault(scenario):F3} | {otherDecided.RecallByScenario.GetValueOrDefault(scenario):F3} |");
        }
        Line($"");
        Line($"![Precision over recall](precision-recall.svg)");
        Line($"");
        Line($"Calibration: of transactions with a score in the bin, how many are frauds.");
        Line($"");
        Line($"| score | transactions | mean score | frauds |");
        Line($"|---|---|---|---|");
        foreach (var bin in rows.GroupBy(static row => Math.Min(Bins - 1, (int)(row.Score * Bins))).OrderBy(static bin => bin.Key))
        {
            Line($"| {bin.Key / (double)Bins:F1}–{(bin.Key + 1) / (double)Bins:F1} | {bin.Count():N0} | {bin.Average(static row => row.Score):F3} | {(double)bin.Count(static row => row.IsFraud) / bin.Count():F3} |");
        }
        Line($"");
        Line($"What it looks at (share of the training's loss reduction):");
        Line($"");
        Line($"| feature | share |");
        Line($"|---|---|");
        foreach (var (name, share) in file.Importance.Take(Inputs))
        {
            Line($"| {name} | {share:F3} |");
        }
        return card.ToString();
    }
}
