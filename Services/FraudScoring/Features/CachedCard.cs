namespace EventAi.FraudScoring.Features;

/// <summary>A card's window with what its copy in Redis still needs.</summary>
internal sealed class CachedCard(CardWindow window)
{
    public CardWindow Window { get; } = window;

    public long LastUse { get; set; }

    /// <summary>When the key's lifetime is to be renewed.</summary>
    public DateTimeOffset RenewAt { get; set; }

    /// <summary>Transactions forgotten here and not yet there.</summary>
    public int Untrimmed { get; set; }
}
