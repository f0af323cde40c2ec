namespace EventAi.FraudScoring.Decisions;

internal static partial class PolicyLog
{
    [LoggerMessage(2101, LogLevel.Information, "Policy changed: champion {Champion} {Version}, challenger {Challenger}, {CanaryPercent} % of cards, threshold {Threshold}")]
    public static partial void Changed(ILogger logger, string champion, string version, string? challenger, int canaryPercent, double threshold);

    [LoggerMessage(2102, LogLevel.Error, "Policy refused, the one before it stays: {Reason}")]
    public static partial void Refused(ILogger logger, string reason);
}
