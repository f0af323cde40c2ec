namespace EventAi.FraudScoring.Features;

/// <summary>What is known of a terminal at the time of a transaction: all before the feedback delay.</summary>
public readonly record struct TerminalHistory
{
    /// <summary>Transactions in 1 day.</summary>
    public long Day { get; init; }

    /// <summary>Transactions in 7 days.</summary>
    public long Week { get; init; }

    /// <summary>Transactions in 30 days.</summary>
    public long Month { get; init; }

    /// <summary>Confirmed frauds in 1 day.</summary>
    public long DayFrauds { get; init; }

    /// <summary>Confirmed frauds in 7 days.</summary>
    public long WeekFrauds { get; init; }

    /// <summary>Confirmed frauds in 30 days.</summary>
    public long MonthFrauds { get; init; }

    /// <summary>Event time of the first fraud in 30 days, milliseconds of the Unix epoch; 0 without any.</summary>
    public long FirstFraud { get; init; }

    /// <summary>Event time of the last fraud in 30 days; 0 without any.</summary>
    public long LastFraud { get; init; }

    /// <summary>Transactions from the first fraud on, that one included.</summary>
    public long SinceFirstFraud { get; init; }

    /// <summary>Transactions after the last fraud.</summary>
    public long SinceLastFraud { get; init; }

    /// <param name="time">Event time of the transaction.</param>
    /// <param name="features">Gets the terminal's features.</param>
    public void Describe(long time, ref FraudFeatures features)
    {
        (features[FraudFeature.TerminalCount], features[FraudFeature.TerminalCount + 1], features[FraudFeature.TerminalCount + 2]) = (Day, Week, Month);
        features[FraudFeature.TerminalRisk] = Share(DayFrauds, Day);
        features[FraudFeature.TerminalRisk + 1] = Share(WeekFrauds, Week);
        features[FraudFeature.TerminalRisk + 2] = Share(MonthFrauds, Month);
        features[FraudFeature.TerminalFrauds] = MonthFrauds;
        if (MonthFrauds > 0)
        {
            features[FraudFeature.DaysSinceTerminalFraud] = (double)(time - FirstFraud) / CardWindow.Day;
            features[FraudFeature.DaysSinceTerminalFraud + 1] = (double)(time - LastFraud) / CardWindow.Day;
            features[FraudFeature.TerminalRiskSinceFraud] = Share(MonthFrauds, SinceFirstFraud);
            features[FraudFeature.TerminalGenuineSinceFraud] = SinceLastFraud;
        }
    }

    private static double Share(long frauds, long transactions) => transactions == 0 ? 0 : Math.Min(1, (double)frauds / transactions);
}
