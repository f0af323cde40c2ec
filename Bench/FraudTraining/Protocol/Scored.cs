namespace EventAi.FraudTraining.Protocol;

/// <summary>A transaction of the test with its score.</summary>
/// <param name="Day">Days since the epoch.</param>
/// <param name="Card">Card id.</param>
/// <param name="Score">Higher is more likely a fraud.</param>
/// <param name="Scenario">0 for a genuine one.</param>
public readonly record struct Scored(int Day, string Card, double Score, int Scenario)
{
    public bool IsFraud => Scenario != 0;
}
