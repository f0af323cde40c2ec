namespace EventAi.FraudScoring.Scoring;

/// <summary>Platt's scaling: probability = 1 / (1 + e^-(slope · margin + intercept)). It keeps the order of scores.</summary>
public sealed record Calibration(double Slope, double Intercept)
{
    public static Calibration None { get; } = new(1, 0);

    public double Probability(double margin) => 1 / (1 + Math.Exp(-((Slope * margin) + Intercept)));
}
