using EventAi.Contracts;
using EventAi.ServiceDefaults;

namespace EventAi.FraudScoring.Features;

/// <summary>
/// Gives up the claims of a partition when no duplicate can come any more that is late by no more than is allowed: then what is remembered does not depend on how fast a
/// stream runs through event time. Ids are noted by hour of event time; a claim that is not noted, after a crash, lives until its lifetime ends.
/// </summary>
internal sealed class PartitionClaims(FraudState state, TimeProvider time, int partition)
{
    /// <summary>Given up at once, at most, of an hour: a little after each batch, and more than a batch claims, instead of much now and then.</summary>
    private const int Chunk = 128;
    private const int HoursAtOnce = 8;
    private const int NotedAtOnce = 1024;

    private readonly LowWatermark _low = new(time);
    private readonly SortedSet<long> _hours = [];
    private Task? _loading;
    private Task<long[]> _dropping = Task.FromResult<long[]>([]);

    /// <summary>What an earlier owner of the partition noted.</summary>
    public Task LoadAsync() => _loading is { IsFaulted: false } ? _loading : _loading = LoadHoursAsync();

    /// <summary>Told every record of the partition, claimed or not: as long as old ones come, duplicates of old ones may.</summary>
    public void See(TransactionReceived transaction) => _low.Note(transaction.OccurredAt.ToUnixTimeMilliseconds());

    /// <summary>Notes the ids that a batch has claimed.</summary>
    public IEnumerable<Task> Note(IEnumerable<TransactionReceived> claimed, TimeSpan lifetime)
    {
        foreach (var hour in claimed.GroupBy(static transaction => HourOf(transaction.OccurredAt.ToUnixTimeMilliseconds())))
        {
            _hours.Add(hour.Key);
            foreach (var ids in hour.Select(static transaction => transaction.TransactionId).Chunk(NotedAtOnce))
            {
                yield return state.NoteClaimsAsync(partition, hour.Key, ids, lifetime);
            }
        }
    }

    /// <summary>Begins to give up what is old enough, beside the batches: nobody waits for it.</summary>
    public void Drop()
    {
        if (!_dropping.IsCompleted)
        {
            return;
        }
        _hours.ExceptWith(_dropping.Result);
        _dropping = Task.FromResult<long[]>([]);
        if (_low.Value is { } low && _hours.Count > 0 && IsOver(_hours.Min, state.Oldest(low)))
        {
            _dropping = DropAsync([.. _hours.TakeWhile(hour => IsOver(hour, state.Oldest(low))).Take(HoursAtOnce)]);
        }
    }

    private static bool IsOver(long hour, long low) => (hour + 1) * CardWindow.Hour <= low - CardWindow.AllowedLateness;

    private static long HourOf(long eventTime) => (long)Math.Floor((double)eventTime / CardWindow.Hour);

    private async Task LoadHoursAsync()
    {
        foreach (var hour in await state.ClaimedHoursAsync(partition))
        {
            _hours.Add(hour);
        }
    }

    /// <summary>Hours of which nothing is left.</summary>
    private async Task<long[]> DropAsync(long[] hours)
    {
        try
        {
            var taken = await Task.WhenAll(hours.Select(hour => state.TakeClaimsAsync(partition, hour, Chunk)));
            await Task.WhenAll(taken.SelectMany(static ids => ids).Select(state.DropClaimAsync));
            return [.. hours.Where((_, i) => taken[i].Length < Chunk)];
        }
        catch (Exception exception) when (RedisOutage.Is(exception))
        {
            return []; // what was taken and not dropped lives until its lifetime ends
        }
    }
}
