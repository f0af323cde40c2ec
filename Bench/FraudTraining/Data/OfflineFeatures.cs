using EventAi.FraudScoring.Features;

namespace EventAi.FraudTraining.Data;

/// <summary>
/// Features of transactions in memory, by the code that the service uses for cards and by its rule for terminals.
/// Frauds are labelled at once: the windows of terminals begin after the feedback delay anyway.
/// </summary>
public sealed class OfflineFeatures
{
    private readonly Dictionary<string, CardWindow> _cards = new(StringComparer.Ordinal);
    private readonly Dictionary<string, TerminalWindow> _terminals = new(StringComparer.Ordinal);
    private long _offset;

    /// <summary>
    /// All at once: terminals first, so that the log need be in order only card by card, as the partitions of a topic are. (What a terminal's
    /// windows reach is a week old; what comes later is not in them.)
    /// </summary>
    public static FraudFeatures[] Of(IReadOnlyList<LabelledTransaction> transactions)
    {
        var offline = new OfflineFeatures();
        foreach (var transaction in transactions)
        {
            offline.AddToTerminal(transaction);
        }
        return [.. transactions.Select(offline.Describe)];
    }

    /// <summary>One by one, in order of time.</summary>
    public FraudFeatures Next(LabelledTransaction transaction)
    {
        AddToTerminal(transaction);
        return Describe(transaction);
    }

    private void AddToTerminal(LabelledTransaction transaction)
    {
        var time = transaction.Event.OccurredAt.ToUnixTimeMilliseconds();
        var terminal = GetOrAdd(_terminals, transaction.Event.TerminalId);
        terminal.Add(time);
        if (transaction.IsFraud)
        {
            terminal.AddFraud(time);
        }
    }

    private FraudFeatures Describe(LabelledTransaction transaction)
    {
        var features = FraudFeatures.Of(transaction.Event);
        var card = GetOrAdd(_cards, transaction.Event.CardId);
        var own = CardEntry.Of(transaction.Event, partition: 0, _offset++);
        card.Add(own);
        card.RemoveThrough(card.Newest - CardWindow.Longest - CardWindow.AllowedLateness);
        card.Describe(own, ref features);
        _terminals[transaction.Event.TerminalId].At(own.Time).Describe(own.Time, ref features);
        return features;
    }

    private static T GetOrAdd<T>(Dictionary<string, T> windows, string id)
        where T : new()
    {
        if (!windows.TryGetValue(id, out var window))
        {
            windows[id] = window = new T();
        }
        return window;
    }
}
