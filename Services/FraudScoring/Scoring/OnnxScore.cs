namespace EventAi.FraudScoring.Scoring;

/// <summary>What an ONNX model's output is.</summary>
public enum OnnxScore
{
    /// <summary>A probability, 0 to 1; its log-odds is the margin.</summary>
    Probability,

    /// <summary>Log-odds, or whatever the calibration makes a probability of.</summary>
    Margin,
}
