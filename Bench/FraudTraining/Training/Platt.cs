using EventAi.FraudScoring.Scoring;

namespace EventAi.FraudTraining.Training;

/// <summary>Fits Platt's scaling by Newton's method, with his targets, which keep a perfect separation from running away (Platt 1999; Lin, Lin and Weng 2007).</summary>
public static class Platt
{
    private const int MaxSteps = 100;

    public static Calibration Fit(IReadOnlyList<double> margins, IReadOnlyList<bool> labels)
    {
        var frauds = labels.Count(static label => label);
        var (high, low) = ((frauds + 1.0) / (frauds + 2.0), 1.0 / (labels.Count - frauds + 2.0));
        var (slope, intercept) = (1.0, 0.0);
        for (var step = 0; step < MaxSteps; step++)
        {
            var (gradientSlope, gradientIntercept, hessianSlope, hessianIntercept, hessianBoth) = (0.0, 0.0, 1e-9, 1e-9, 0.0);
            for (var row = 0; row < margins.Count; row++)
            {
                var probability = 1 / (1 + Math.Exp(-((slope * margins[row]) + intercept)));
                var error = probability - (labels[row] ? high : low);
                var curvature = probability * (1 - probability);
                gradientSlope += error * margins[row];
                gradientIntercept += error;
                hessianSlope += curvature * margins[row] * margins[row];
                hessianIntercept += curvature;
                hessianBoth += curvature * margins[row];
            }
            var determinant = (hessianSlope * hessianIntercept) - (hessianBoth * hessianBoth);
            var changeSlope = ((hessianIntercept * gradientSlope) - (hessianBoth * gradientIntercept)) / determinant;
            var changeIntercept = ((hessianSlope * gradientIntercept) - (hessianBoth * gradientSlope)) / determinant;
            (slope, intercept) = (slope - changeSlope, intercept - changeIntercept);
            if (Math.Abs(changeSlope) + Math.Abs(changeIntercept) < 1e-10)
            {
                break;
            }
        }
        return new Calibration(Math.Round(slope, 9), Math.Round(intercept, 9));
    }
}
