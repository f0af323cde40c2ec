using EventAi.Contracts;

namespace EventAi.FraudTraining.Data;

/// <summary>A transaction and the truth about it.</summary>
/// <param name="Event">As it was sent.</param>
/// <param name="Scenario">0 for a genuine one, else a number of the kind of fraud.</param>
public sealed record LabelledTransaction(TransactionReceived Event, int Scenario)
{
    public bool IsFraud => Scenario != 0;
}
