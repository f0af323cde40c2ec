namespace EventAi.Simulation;

/// <summary>The simulated world. The same options give the same transactions, bit for bit.</summary>
public sealed record SimulationOptions
{
    public int Seed { get; init; } = 1;

    public int Cards { get; init; } = 1000;

    public int Terminals { get; init; } = 400;

    public DateTimeOffset Start { get; init; } = new(2026, 1, 5, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Share of a card's purchases that turn into an unusual amount.</summary>
    public double UnusualAmountRate { get; init; } = 0.0025;

    /// <summary>Terminals tampered with per day, of all terminals.</summary>
    public double CompromisedTerminalRate { get; init; } = 0.0002;

    /// <summary>Cards leaked per day, of all cards.</summary>
    public double LeakedCardRate { get; init; } = 0.003;
}
