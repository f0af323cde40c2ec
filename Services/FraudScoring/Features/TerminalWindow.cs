namespace EventAi.FraudScoring.Features;

/// <summary>
/// A terminal's transactions and confirmed frauds in memory, for training and for checks; the service has the same in Redis
/// (<see cref="FraudState"/>). A window of d days counts times in (t - delay - d, t - delay].
/// </summary>
public sealed class TerminalWindow
{
    /// <summary>It takes a week until a fraud is known to be one.</summary>
    public const long FeedbackDelay = 7 * CardWindow.Day;

    /// <summary>Lengths of the windows before the delay.</summary>
    public static IReadOnlyList<long> Windows { get; } = [CardWindow.Day, 7 * CardWindow.Day, CardWindow.Longest];

    /// <summary>Older ones count for no transaction that is late by no more than is allowed.</summary>
    public const long Kept = CardWindow.Longest + FeedbackDelay + CardWindow.AllowedLateness;

    private readonly List<long> _times = [];
    private readonly List<long> _frauds = [];

    public void Add(long time) => Insert(_times, time);

    public void AddFraud(long time) => Insert(_frauds, time);

    /// <summary>What is known at a time.</summary>
    public TerminalHistory At(long time)
    {
        var until = time - FeedbackDelay;
        var (transactions, frauds) = (Through(_times, until), Through(_frauds, until));
        long Transactions(long window) => transactions - Through(_times, until - window);
        long Frauds(long window) => frauds - Through(_frauds, until - window);
        var history = new TerminalHistory
        {
            Day = Transactions(Windows[0]),
            Week = Transactions(Windows[1]),
            Month = Transactions(Windows[2]),
            DayFrauds = Frauds(Windows[0]),
            WeekFrauds = Frauds(Windows[1]),
            MonthFrauds = Frauds(Windows[2]),
        };
        if (history.MonthFrauds == 0)
        {
            return history;
        }
        var (first, last) = (_frauds[Through(_frauds, until - Windows[2])], _frauds[frauds - 1]);
        return history with
        {
            FirstFraud = first,
            LastFraud = last,
            SinceFirstFraud = transactions - Through(_times, first - 1),
            SinceLastFraud = transactions - Through(_times, last),
        };
    }

    /// <summary>How many times are not after the given one.</summary>
    private static int Through(List<long> times, long time)
    {
        var (low, high) = (0, times.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = times[middle] <= time ? (middle + 1, high) : (low, middle);
        }
        return low;
    }

    private static void Insert(List<long> times, long time) => times.Insert(Through(times, time), time);
}
