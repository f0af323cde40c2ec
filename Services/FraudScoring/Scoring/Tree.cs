namespace EventAi.FraudScoring.Scoring;

/// <summary>One tree of a <see cref="TreeEnsemble"/>.</summary>
/// <param name="Inputs">Per decision, position in the file's list of features.</param>
/// <param name="Thresholds">Per decision.</param>
/// <param name="Values">Per decision and then per leaf: the margin expected there; that of a leaf is the tree's answer.</param>
public sealed record Tree(IReadOnlyList<int> Inputs, IReadOnlyList<double> Thresholds, IReadOnlyList<double> Values);
