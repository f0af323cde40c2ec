namespace EventAi.FraudScoring.Scoring;

/// <summary>Shares of the training data in bins of an input, or of the score (<see cref="Score"/>).</summary>
/// <param name="Name">The feature's name.</param>
/// <param name="Edges">Upper ends of all bins but the last, inclusive, ascending.</param>
/// <param name="Shares">One more than edges; they add up to one.</param>
public sealed record ReferenceDistribution(string Name, IReadOnlyList<double> Edges, IReadOnlyList<double> Shares)
{
    public const string Score = "score";

    public int BinOf(double value)
    {
        var bin = 0;
        while (bin < Edges.Count && value > Edges[bin])
        {
            bin++;
        }
        return bin;
    }
}
