namespace EventAi.FraudScoring.Drift;

internal static partial class DriftLog
{
    [LoggerMessage(2201, LogLevel.Warning, "Drift: {Input} of model {Model} {Version} has a population stability index of {Index:F2}, the limit is {Limit:F2}")]
    public static partial void Drifted(ILogger logger, string model, string version, string input, double index, double limit);
}
