namespace EventAi.HybridSearch.Fusion;

/// <summary>What one arm of a search found.</summary>
/// <param name="Weight">Of its scores in the sum.</param>
/// <param name="Results">Each once, with the arm's own score; higher is better.</param>
public sealed record WeightedRanking<T>(double Weight, IReadOnlyList<(T Id, double Score)> Results);
