namespace EventAi.FraudScoring;

/// <summary>A trained model as it is stored.</summary>
public sealed record FraudModelFile
{
    public required string Id { get; init; }

    public required string Version { get; init; }

    public required double Intercept { get; init; }

    /// <summary>Merchant category codes with an input of their own, in the order of their inputs.</summary>
    public required IReadOnlyList<int> Categories { get; init; }

    /// <summary>Per input, numeric ones first.</summary>
    public required IReadOnlyList<double> Weights { get; init; }

    public required IReadOnlyList<double> Means { get; init; }

    public required IReadOnlyList<double> Deviations { get; init; }
}
