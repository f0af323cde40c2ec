namespace EventAi.FraudScoring.Features;

/// <summary>
/// Windows of the cards of one partition, written through to Redis: who owns the partition is the only one to write its cards. Bounded by
/// transactions held; cards not used for longest go first. Used by one thread at a time.
/// </summary>
internal sealed class CardCache(Func<int> maxEntries)
{
    private readonly Dictionary<string, CachedCard> _cards = new(StringComparer.Ordinal);
    private long _entries;
    private long _clock;

    public CachedCard? Find(string cardId)
    {
        var card = _cards.GetValueOrDefault(cardId);
        card?.LastUse = ++_clock;
        return card;
    }

    public CachedCard Add(string cardId, CardWindow window)
    {
        var card = new CachedCard(window) { LastUse = ++_clock };
        _cards[cardId] = card;
        _entries += card.Window.Count;
        return card;
    }

    public void Remove(string cardId)
    {
        if (_cards.Remove(cardId, out var card))
        {
            _entries -= card.Window.Count;
        }
    }

    /// <summary>Told after each change of a window.</summary>
    public void Grew(int entries) => _entries += entries;

    /// <summary>Makes room, down to three quarters, where the bound is passed.</summary>
    public void Evict()
    {
        if (_entries <= maxEntries())
        {
            return;
        }
        foreach (var cardId in _cards.OrderBy(static card => card.Value.LastUse).Select(static card => card.Key).ToArray())
        {
            Remove(cardId);
            if (_entries <= maxEntries() / 4 * 3)
            {
                break;
            }
        }
    }
}
