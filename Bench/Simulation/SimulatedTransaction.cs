using EventAi.Contracts;

namespace EventAi.Simulation;

/// <summary>A transaction and the truth about it.</summary>
public sealed record SimulatedTransaction(TransactionReceived Event, FraudScenario Scenario)
{
    public bool IsFraud => Scenario != FraudScenario.Genuine;
}
