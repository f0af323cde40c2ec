namespace EventAi.Bench.Fraud;

/// <summary>What one run measured.</summary>
/// <param name="Transactions">Sent and scored.</param>
/// <param name="Seconds">From the first one sent to the last one scored.</param>
/// <param name="Alerts">Raised: exactly those reckoned in memory.</param>
/// <param name="Scores">Milliseconds from produce to the arrival of the score, ascending.</param>
/// <param name="AlertLatencies">Milliseconds from produce to the arrival of the alert, ascending.</param>
/// <param name="ServiceCores">Processor seconds per second of fraud-scoring.</param>
/// <param name="BrokerCores">Of the broker.</param>
/// <param name="RedisCores">Of Redis.</param>
/// <param name="DriverCores">Of this process.</param>
internal sealed record RunFigures(
    int Transactions, double Seconds, int Alerts, double[] Scores, double[] AlertLatencies, double ServiceCores, double BrokerCores, double RedisCores, double DriverCores)
{
    public double PerSecond => Transactions / Seconds;

    /// <summary>Nearest rank.</summary>
    public static double Percentile(double[] ascending, double share)
        => ascending.Length == 0 ? 0 : ascending[Math.Min(ascending.Length - 1, (int)Math.Ceiling(share * ascending.Length) - 1)];
}
