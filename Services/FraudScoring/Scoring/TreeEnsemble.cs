namespace EventAi.FraudScoring.Scoring;

/// <summary>
/// Complete binary trees of one depth, level by level: node i has the children 2i+1 (input ≤ threshold) and 2i+2. A branch that
/// ended early goes on to the left (threshold <see cref="double.MaxValue"/>). margin = base + the sum of the leaves reached.
/// </summary>
/// <param name="Depth">Levels of decisions.</param>
/// <param name="Base">Margin before the first tree.</param>
/// <param name="Trees">In order of training.</param>
public sealed record TreeEnsemble(int Depth, double Base, IReadOnlyList<Tree> Trees);
