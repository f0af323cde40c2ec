namespace EventAi.FraudScoring.Features;

/// <summary>
/// Positions and names of the features. A model names its inputs, so features may be added at the end without touching models
/// that exist. Windows end with the transaction; those of terminals end <see cref="TerminalWindow.FeedbackDelay"/> before it.
/// </summary>
public static class FraudFeature
{
    /// <summary>In the card's currency.</summary>
    public const int Amount = 0;

    /// <summary>ISO 18245.</summary>
    public const int MerchantCategory = 1;

    /// <summary>0 to 24 with fraction, UTC.</summary>
    public const int HourOfDay = 2;

    /// <summary>1: the terminal stands in another country than the card's.</summary>
    public const int IsInternational = 3;

    /// <summary>1 on Saturday and Sunday, UTC.</summary>
    public const int Weekend = 4;

    /// <summary>1 from 0:00 to before 7:00, UTC.</summary>
    public const int Night = 5;

    /// <summary>Transactions of the card in the hour that ends with this one, this one included.</summary>
    public const int Velocity = 6;

    /// <summary>Transactions of the card in 1, 7 and 30 days, this one included.</summary>
    public const int CardCount = 7;

    /// <summary>Mean amount of the card in 1, 7 and 30 days, this one included.</summary>
    public const int CardMean = 10;

    /// <summary>Transactions at the terminal in 1, 7 and 30 days before the feedback delay.</summary>
    public const int TerminalCount = 13;

    /// <summary>Share of confirmed frauds among <see cref="TerminalCount"/>.</summary>
    public const int TerminalRisk = 16;

    /// <summary>Amount over the median of the card's latest earlier transactions (<see cref="CardWindow.MedianOf"/> at most, within 30 days); 0 without any.</summary>
    public const int AmountToMedian = 19;

    /// <summary>Confirmed frauds at the terminal in the 30 days before the feedback delay.</summary>
    public const int TerminalFrauds = 20;

    /// <summary>Hours since the card's previous transaction; 720 (30 days) without one.</summary>
    public const int HoursSincePrevious = 21;

    /// <summary>Days since the first and the last confirmed fraud at the terminal in the 30 days before the feedback delay; 0 without any.</summary>
    public const int DaysSinceTerminalFraud = 22;

    /// <summary>Share of confirmed frauds at the terminal from the first of them on, until the feedback delay.</summary>
    public const int TerminalRiskSinceFraud = 24;

    /// <summary>Transactions at the terminal between its last confirmed fraud and the feedback delay.</summary>
    public const int TerminalGenuineSinceFraud = 25;

    /// <summary>Earlier transactions of the card in 7 days that are far above its median (<see cref="CardWindow.OutlierFactor"/>).</summary>
    public const int CardOutliers = 26;

    public const int Count = 27;

    /// <summary>Names in order of position; also the reason codes of alerts.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        "amount", "merchant_category", "hour_of_day", "is_international", "weekend", "night", "velocity_1h",
        "card_count_1d", "card_count_7d", "card_count_30d",
        "card_mean_amount_1d", "card_mean_amount_7d", "card_mean_amount_30d",
        "terminal_count_1d", "terminal_count_7d", "terminal_count_30d",
        "terminal_risk_1d", "terminal_risk_7d", "terminal_risk_30d",
        "amount_to_median_30d", "terminal_frauds_30d", "hours_since_previous",
        "terminal_days_since_first_fraud", "terminal_days_since_last_fraud", "terminal_risk_since_fraud", "terminal_genuine_since_fraud",
        "card_outliers_7d",
    ];

    /// <summary>Position of a feature.</summary>
    /// <exception cref="InvalidDataException">There is none of that name.</exception>
    public static int PositionOf(string name)
    {
        for (var i = 0; i < Names.Count; i++)
        {
            if (Names[i] == name)
            {
                return i;
            }
        }
        throw new InvalidDataException($"There is no feature '{name}'; known are {string.Join(", ", Names)}.");
    }
}
