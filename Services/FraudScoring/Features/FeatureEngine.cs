using System.Collections.Concurrent;
using EventAi.Contracts;
using EventAi.ServiceDefaults.Kafka;
using Microsoft.Extensions.Options;

namespace EventAi.FraudScoring.Features;

/// <summary>
/// Features of a batch in two round trips: claims and cards not at hand, then windows written and terminals read. A record described again
/// has the same features: its card's window leaves out what stands behind it, its terminal's ends a week before it.
/// </summary>
public sealed class FeatureEngine(FraudState state, TimeProvider time, IOptions<FraudScoringOptions> options)
{
    private const int TrimAfter = 16;
    private static readonly TimeSpan RenewInterval = TimeSpan.FromDays(1);

    private readonly ConcurrentDictionary<int, (CardCache Cards, PartitionClaims Claims)> _partitions = new();

    /// <summary>Another process may have written the partition's cards meanwhile: what is known of them here is worth nothing.</summary>
    public void Forget(int partition) => _partitions.TryRemove(partition, out _);

    /// <param name="batch">Records of one partition, in order.</param>
    /// <returns>Features per record; null for a duplicate, whose transaction id another record holds.</returns>
    public async Task<FraudFeatures?[]> DescribeAsync(IReadOnlyList<Received<TransactionReceived>> batch)
    {
        var (cards, claimed) = _partitions.GetOrAdd(
            batch[0].Coordinates.Partition,
            partition => (new CardCache(() => options.Value.CachedTransactions / Math.Max(1, _partitions.Count)), new PartitionClaims(state, time, partition)));
        var hours = claimed.LoadAsync();
        var claims = new Task<string>[batch.Count];
        var loads = new Dictionary<string, Task<CardWindow>>(StringComparer.Ordinal);
        for (var i = 0; i < batch.Count; i++)
        {
            var transaction = batch[i].Event;
            claimed.See(transaction);
            claims[i] = state.ClaimAsync(transaction.TransactionId, batch[i].Coordinates.ToString(), options.Value.ClaimLifetime);
            if (cards.Find(transaction.CardId) is null && !loads.ContainsKey(transaction.CardId))
            {
                loads[transaction.CardId] = state.LoadCardAsync(transaction.CardId);
            }
        }
        var holders = await Task.WhenAll(claims);
        await hours;
        foreach (var (cardId, load) in loads)
        {
            cards.Add(cardId, await load);
        }
        try
        {
            return await WriteAsync(batch, holders, cards, claimed);
        }
        catch
        {
            // What Redis has of these cards is unknown: they are read again.
            foreach (var received in batch)
            {
                cards.Remove(received.Event.CardId);
            }
            throw;
        }
    }

    private async Task<FraudFeatures?[]> WriteAsync(IReadOnlyList<Received<TransactionReceived>> batch, string[] holders, CardCache cards, PartitionClaims claimed)
    {
        var features = new FraudFeatures?[batch.Count];
        var terminals = new Task<TerminalHistory>?[batch.Count];
        var writes = new List<Task>(batch.Count);
        for (var i = 0; i < batch.Count; i++)
        {
            if (holders[i] != batch[i].Coordinates.ToString())
            {
                continue;
            }
            var transaction = batch[i].Event;
            terminals[i] = state.AddToTerminalAsync(transaction);
            var own = CardEntry.Of(transaction, batch[i].Coordinates.Partition, batch[i].Coordinates.Offset);
            var described = FraudFeatures.Of(transaction);
            var card = cards.Find(transaction.CardId)!;
            Write(transaction.CardId, card, own, cards, writes);
            card.Window.Describe(own, ref described);
            features[i] = described;
        }
        writes.AddRange(claimed.Note(batch.Where((_, i) => features[i] is not null).Select(static received => received.Event), options.Value.ClaimLifetime));
        for (var i = 0; i < batch.Count; i++)
        {
            if (terminals[i] is { } terminal && features[i] is { } described)
            {
                (await terminal).Describe(batch[i].Event.OccurredAt.ToUnixTimeMilliseconds(), ref described);
                features[i] = described;
            }
        }
        await Task.WhenAll(writes);
        cards.Evict();
        claimed.Drop();
        return features;
    }

    private void Write(string cardId, CachedCard card, CardEntry own, CardCache cards, List<Task> writes)
    {
        var before = card.Window.Count;
        card.Window.Add(own);
        writes.Add(state.AddToCardAsync(cardId, own));
        var through = state.Oldest(card.Window.Newest) - CardWindow.Longest - CardWindow.AllowedLateness;
        card.Untrimmed += card.Window.RemoveThrough(through);
        cards.Grew(card.Window.Count - before);
        var now = time.GetUtcNow();
        if (card.Untrimmed >= TrimAfter)
        {
            writes.Add(state.TrimCardAsync(cardId, through));
            (card.Untrimmed, card.RenewAt) = (0, now + RenewInterval);
        }
        else if (card.RenewAt <= now)
        {
            writes.Add(state.KeepCardAsync(cardId));
            card.RenewAt = now + RenewInterval;
        }
    }
}
