namespace EventAi.FraudScoring.Features;

/// <summary>
/// A card's transactions in order of event time. A transaction sees those whose time lies in (its time - window, its time] and
/// whose records do not stand behind its own in the partition. So it sees the same ones whenever it is scored: again after
/// a crash, with later records already in the window, too. One that arrives late counts from then on, never backwards.
/// </summary>
public sealed class CardWindow
{
    public const long Hour = 3_600_000;
    public const long Day = 24 * Hour;

    /// <summary>The longest window.</summary>
    public const long Longest = 30 * Day;

    /// <summary>A transaction this late in event time still finds its windows complete.</summary>
    public const long AllowedLateness = 7 * Day;

    /// <summary>Transactions behind the typical amount, at most.</summary>
    public const int MedianOf = 63;

    /// <summary>An amount above this multiple of the median is an outlier.</summary>
    public const double OutlierFactor = 2.5;

    /// <summary>A card with more transactions in its window loses the oldest: what one card costs is bounded.</summary>
    public const int MaxEntries = 20_000;

    private CardEntry[] _entries = new CardEntry[16];
    private int _count;

    public int Count => _count;

    /// <summary>Event time of the newest transaction; 0 without any.</summary>
    public long Newest => _count == 0 ? 0 : _entries[_count - 1].Time;

    /// <summary>Adds a transaction; one that is there already changes nothing.</summary>
    public void Add(CardEntry entry)
    {
        var index = _count;
        while (index > 0 && _entries[index - 1] > entry)
        {
            index--;
        }
        if (index > 0 && _entries[index - 1] == entry)
        {
            return;
        }
        if (_count == _entries.Length)
        {
            Array.Resize(ref _entries, _count * 2);
        }
        Array.Copy(_entries, index, _entries, index + 1, _count - index);
        _entries[index] = entry;
        _count++;
        if (_count > MaxEntries)
        {
            RemoveFirst(_count - MaxEntries);
        }
    }

    /// <summary>Forgets transactions up to and including a time; returns how many.</summary>
    public int RemoveThrough(long time)
    {
        var removed = 0;
        while (removed < _count && _entries[removed].Time <= time)
        {
            removed++;
        }
        RemoveFirst(removed);
        return removed;
    }

    /// <summary>Fills in the card's features as <paramref name="own"/> sees them; it counts whether or not it was added.</summary>
    public void Describe(in CardEntry own, ref FraudFeatures features)
    {
        Span<long> latest = stackalloc long[MedianOf];
        var (earlier, recent) = (0, 0);
        var previous = own.Time - Longest;
        long hour = 1, day = 1, week = 1, month = 1;
        var (daySum, weekSum, monthSum) = (own.Amount, own.Amount, own.Amount);
        for (var i = _count - 1; i >= 0; i--)
        {
            ref readonly var entry = ref _entries[i];
            if (entry.Time > own.Time || (entry.Partition == own.Partition && entry.Offset >= own.Offset))
            {
                continue;
            }
            var age = own.Time - entry.Time;
            if (age >= Longest)
            {
                break;
            }
            (month, monthSum) = (month + 1, monthSum + entry.Amount);
            if (age < 7 * Day)
            {
                (week, weekSum) = (week + 1, weekSum + entry.Amount);
                if (age < Day)
                {
                    (day, daySum) = (day + 1, daySum + entry.Amount);
                    hour += age < Hour ? 1 : 0;
                }
            }
            previous = Math.Max(previous, entry.Time);
            if (earlier < MedianOf)
            {
                latest[earlier++] = entry.Amount;
                recent += age < 7 * Day ? 1 : 0;
            }
        }
        features[FraudFeature.Velocity] = hour;
        (features[FraudFeature.CardCount], features[FraudFeature.CardCount + 1], features[FraudFeature.CardCount + 2]) = (day, week, month);
        features[FraudFeature.CardMean] = (double)daySum / day / CardEntry.AmountScale;
        features[FraudFeature.CardMean + 1] = (double)weekSum / week / CardEntry.AmountScale;
        features[FraudFeature.CardMean + 2] = (double)monthSum / month / CardEntry.AmountScale;
        features[FraudFeature.HoursSincePrevious] = (double)(own.Time - previous) / Hour;
        if (earlier > 0)
        {
            Span<long> sorted = stackalloc long[MedianOf];
            latest[..earlier].CopyTo(sorted);
            var median = Median(sorted[..earlier]);
            features[FraudFeature.AmountToMedian] = own.Amount / median;
            features[FraudFeature.CardOutliers] = CountAbove(latest[..recent], OutlierFactor * median);
        }
    }

    private static int CountAbove(ReadOnlySpan<long> amounts, double limit)
    {
        var count = 0;
        foreach (var amount in amounts)
        {
            count += amount > limit ? 1 : 0;
        }
        return count;
    }

    private static double Median(Span<long> amounts)
    {
        amounts.Sort();
        var middle = amounts.Length / 2;
        var median = amounts.Length % 2 == 1 ? amounts[middle] : (amounts[middle - 1] + amounts[middle]) / 2.0;
        return Math.Max(median, 1);
    }

    private void RemoveFirst(int count)
    {
        if (count > 0)
        {
            Array.Copy(_entries, count, _entries, 0, _count - count);
            _count -= count;
        }
    }
}
