namespace EventAi.FraudScoring.Scoring;

/// <summary>How a graph of ONNX is read.</summary>
/// <param name="Output">Name of the output that scores: a tensor with a row per transaction, or the maps that ZipMap makes of one.</param>
/// <param name="Column">Of that output; the class of frauds.</param>
/// <param name="Gives">What stands there.</param>
/// <param name="Typical">Per input the value of an average transaction: an input is answerable for what the margin loses when it takes this value. None: no reasons are given.</param>
public sealed record OnnxGraph(string Output, int Column, OnnxScore Gives, IReadOnlyList<double>? Typical = null);
