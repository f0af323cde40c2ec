namespace EventAi.Simulation;

/// <summary>Why a simulated transaction is a fraud.</summary>
public enum FraudScenario
{
    /// <summary>It is none.</summary>
    Genuine,

    /// <summary>One purchase many times larger than the card's habit, at a merchant that sells what can be sold on.</summary>
    UnusualAmount,

    /// <summary>A terminal is tampered with for two to four weeks: nearly all of its transactions are made with copied cards.</summary>
    CompromisedTerminal,

    /// <summary>A card's data is sold: a burst of purchases without the card, most of them abroad, within an hour or two.</summary>
    LeakedCard,
}
