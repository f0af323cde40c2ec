namespace EventAi.FraudTraining.Trees;

/// <summary>How trees are boosted. The same options and rows give the same trees, bit for bit.</summary>
public sealed record BoostingOptions
{
    public int Seed { get; init; } = 1;

    /// <summary>Trees at most; early stopping may end with fewer.</summary>
    public int Trees { get; init; } = 400;

    public int Depth { get; init; } = 5;

    public double LearningRate { get; init; } = 0.05;

    /// <summary>Ridge penalty on a leaf's value.</summary>
    public double Lambda { get; init; } = 5;

    /// <summary>Sum of second derivatives in a leaf, at least.</summary>
    public double MinHessian { get; init; } = 2;

    /// <summary>Loss reduction of a split, at least.</summary>
    public double MinGain { get; init; }

    /// <summary>Share of rows that each tree sees.</summary>
    public double RowShare { get; init; } = 0.7;

    /// <summary>Share of inputs that each tree may ask.</summary>
    public double InputShare { get; init; } = 0.7;

    /// <summary>Weight of a fraud beside that of a genuine transaction.</summary>
    public double FraudWeight { get; init; } = 1;

    /// <summary>Trees without a better average precision on the held-out rows, after which the boosting ends.</summary>
    public int Patience { get; init; } = 60;

    public int Bins { get; init; } = 255;
}
