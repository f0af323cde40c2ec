namespace EventAi.Simulation;

/// <summary>A terminal: where it stands on the unit square, and what is sold there.</summary>
internal sealed record SimulatedTerminal(string Id, double X, double Y, MerchantCategory Category)
{
    /// <summary>Tampered with until then.</summary>
    public DateTimeOffset CompromisedUntil { get; set; } = DateTimeOffset.MinValue;
}
