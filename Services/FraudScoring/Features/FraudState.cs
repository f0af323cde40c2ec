using System.Globalization;
using EventAi.Contracts;
using StackExchange.Redis;

namespace EventAi.FraudScoring.Features;

/// <summary>
/// What is known of cards, terminals and transaction ids, in Redis. Everything is a set of ids with their times or a first-writer-wins
/// claim, so doing it again changes nothing. Calls made without awaiting travel in one pipeline; a script touches the keys of one
/// terminal only, which share a hash slot.
/// </summary>
/// <remarks>
/// <c>seen:{transaction}</c> coordinates of the record that holds the id; <c>claims:{partition}</c> hours of event time and <c>claims:{partition}:{hour}</c> ids that the
/// partition claimed of them; <c>card:{id}</c> sorted set by time of
/// <c>time/partition/offset/amount</c>; <c>terminal:{id}:times</c> and <c>terminal:{id}:frauds</c> sorted sets by time of transaction ids.
/// </remarks>
public sealed class FraudState(IConnectionMultiplexer redis, TimeProvider time)
{
    /// <summary>A card or terminal that nobody used for so long needs no state.</summary>
    private static readonly TimeSpan Lifetime = TimeSpan.FromMilliseconds(TerminalWindow.Kept);

    private const string AddToTerminal = """
        redis.call('ZADD', KEYS[1], 'NX', ARGV[2], ARGV[1])
        redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', ARGV[3])
        redis.call('PEXPIRE', KEYS[1], ARGV[4])
        local function count(key, after, through) return redis.call('ZCOUNT', key, '(' .. after, through) end
        local answer = { count(KEYS[1], ARGV[6], ARGV[5]), count(KEYS[1], ARGV[7], ARGV[5]), count(KEYS[1], ARGV[8], ARGV[5]) }
        local first = redis.call('ZRANGEBYSCORE', KEYS[2], '(' .. ARGV[8], ARGV[5], 'WITHSCORES', 'LIMIT', 0, 1)
        if first[1] then
          local last = redis.call('ZREVRANGEBYSCORE', KEYS[2], ARGV[5], '(' .. ARGV[8], 'WITHSCORES', 'LIMIT', 0, 1)
          for _, after in ipairs({ ARGV[6], ARGV[7], ARGV[8] }) do answer[#answer + 1] = count(KEYS[2], after, ARGV[5]) end
          answer[#answer + 1] = first[2]
          answer[#answer + 1] = last[2]
          answer[#answer + 1] = redis.call('ZCOUNT', KEYS[1], first[2], ARGV[5])
          answer[#answer + 1] = count(KEYS[1], last[2], ARGV[5])
        end
        return answer
        """;

    /// <summary>The list lives no longer than the first claim in it: what it names is always the claim that was noted.</summary>
    private const string NoteClaims = """
        redis.call('RPUSH', KEYS[2], unpack(ARGV, 3))
        redis.call('PEXPIRE', KEYS[2], ARGV[2], 'NX')
        redis.call('ZADD', KEYS[1], ARGV[1], ARGV[1])
        redis.call('PEXPIRE', KEYS[1], ARGV[2])
        """;

    private const string TakeClaims = """
        local ids = redis.call('LPOP', KEYS[2], ARGV[2])
        if redis.call('EXISTS', KEYS[2]) == 0 then redis.call('ZREM', KEYS[1], ARGV[1]) end
        return ids or {}
        """;

    private readonly IDatabase _database = redis.GetDatabase();

    /// <summary>
    /// Claims a transaction id for a record; returns the coordinates of the record that holds the claim (the given ones on first
    /// sight and on redelivery, others where this record is a duplicate).
    /// </summary>
    public async Task<string> ClaimAsync(string transactionId, string coordinates, TimeSpan lifetime)
    {
        var holder = await _database.StringSetAndGetAsync($"seen:{transactionId}", coordinates, lifetime, When.NotExists, CommandFlags.None);
        return (string?)holder ?? coordinates;
    }

    /// <summary>Hours of event time (since the Unix epoch) of which a partition has noted claims.</summary>
    public async Task<long[]> ClaimedHoursAsync(int partition)
        => [.. (await _database.SortedSetRangeByRankAsync(HoursKey(partition))).Select(static hour => Number((string)hour!))];

    /// <summary>Notes the ids that a partition has claimed of one hour; an id may be noted twice.</summary>
    public Task NoteClaimsAsync(int partition, long hour, IEnumerable<string> transactionIds, TimeSpan lifetime)
        => _database.ScriptEvaluateAsync(NoteClaims, [HoursKey(partition), HourKey(partition, hour)], [hour, (long)lifetime.TotalMilliseconds, .. transactionIds.Select(static id => (RedisValue)id)]);

    /// <summary>Takes noted ids off an hour, the first ones first; fewer than <paramref name="most"/> where none is left.</summary>
    public async Task<string[]> TakeClaimsAsync(int partition, long hour, int most)
        => [.. ((RedisResult[])(await _database.ScriptEvaluateAsync(TakeClaims, [HoursKey(partition), HourKey(partition, hour)], [hour, most]))!).Select(static id => (string)id!)];

    /// <summary>Gives up a claim: the id's next record is a first sighting again.</summary>
    public Task DropClaimAsync(string transactionId) => _database.KeyDeleteAsync($"seen:{transactionId}");

    public async Task<CardWindow> LoadCardAsync(string cardId)
    {
        var window = new CardWindow();
        foreach (var member in await _database.SortedSetRangeByRankAsync(CardKey(cardId), -CardWindow.MaxEntries))
        {
            window.Add(Parse((string)member!));
        }
        return window;
    }

    public Task AddToCardAsync(string cardId, CardEntry entry)
        => _database.SortedSetAddAsync(CardKey(cardId), Format(entry), entry.Time, SortedSetWhen.NotExists);

    /// <summary>Forgets a card's transactions up to a time, and all of them when nobody uses the card any more.</summary>
    public Task TrimCardAsync(string cardId, long through)
        => Task.WhenAll(_database.SortedSetRemoveRangeByScoreAsync(CardKey(cardId), double.NegativeInfinity, through), KeepCardAsync(cardId));

    public Task KeepCardAsync(string cardId) => _database.KeyExpireAsync(CardKey(cardId), Lifetime);

    /// <summary>Adds a transaction to its terminal and reads what it may know of the terminal, in one command.</summary>
    public async Task<TerminalHistory> AddToTerminalAsync(TransactionReceived transaction)
    {
        var occurred = transaction.OccurredAt.ToUnixTimeMilliseconds();
        var until = occurred - TerminalWindow.FeedbackDelay;
        var answer = (RedisResult[])(await _database.ScriptEvaluateAsync(
            AddToTerminal,
            [$"terminal:{{{transaction.TerminalId}}}:times", FraudsKey(transaction.TerminalId)],
            [
                transaction.TransactionId, occurred, Oldest(occurred) - TerminalWindow.Kept, (long)Lifetime.TotalMilliseconds,
                until, until - TerminalWindow.Windows[0], until - TerminalWindow.Windows[1], until - TerminalWindow.Windows[2],
            ]))!;
        var history = new TerminalHistory { Day = (long)answer[0], Week = (long)answer[1], Month = (long)answer[2] };
        return answer.Length == 3 ? history : history with
        {
            DayFrauds = (long)answer[3],
            WeekFrauds = (long)answer[4],
            MonthFrauds = (long)answer[5],
            FirstFraud = (long)answer[6],
            LastFraud = (long)answer[7],
            SinceFirstFraud = (long)answer[8],
            SinceLastFraud = (long)answer[9],
        };
    }

    /// <summary>Notes what a transaction turned out to be; the latest label of a transaction holds.</summary>
    public async Task LabelAsync(TransactionLabelled label)
    {
        var key = FraudsKey(label.TerminalId);
        if (!label.IsFraud)
        {
            await _database.SortedSetRemoveAsync(key, label.TransactionId);
            return;
        }
        var occurred = label.OccurredAt.ToUnixTimeMilliseconds();
        await Task.WhenAll(
            _database.SortedSetAddAsync(key, label.TransactionId, occurred),
            _database.SortedSetRemoveRangeByScoreAsync(key, double.NegativeInfinity, Oldest(occurred) - TerminalWindow.Kept),
            _database.KeyExpireAsync(key, Lifetime));
    }

    /// <summary>A transaction that claims to come from the future makes nothing else look old.</summary>
    public long Oldest(long eventTime) => Math.Min(eventTime, time.GetUtcNow().ToUnixTimeMilliseconds());

    private static string HoursKey(int partition) => $"claims:{{{partition}}}";

    private static string HourKey(int partition, long hour) => string.Create(CultureInfo.InvariantCulture, $"claims:{{{partition}}}:{hour}");

    private static string CardKey(string cardId) => $"card:{cardId}";

    private static string FraudsKey(string terminalId) => $"terminal:{{{terminalId}}}:frauds";

    private static string Format(CardEntry entry)
        => string.Create(CultureInfo.InvariantCulture, $"{entry.Time}/{entry.Partition}/{entry.Offset}/{entry.Amount}");

    private static CardEntry Parse(ReadOnlySpan<char> member)
    {
        Span<Range> parts = stackalloc Range[4];
        member.Split(parts, '/');
        return new CardEntry(Number(member[parts[0]]), Number(member[parts[3]]), (int)Number(member[parts[1]]), Number(member[parts[2]]));
    }

    private static long Number(ReadOnlySpan<char> text) => long.Parse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
}
