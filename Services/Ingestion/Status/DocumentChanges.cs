using System.Runtime.CompilerServices;
using System.Text.Json;
using StackExchange.Redis;

namespace EventAi.Ingestion.Status;

/// <summary>Follows the stream of changes, from whichever replica they come. Read in short intervals: a blocking read would hold up the shared connection.</summary>
public sealed class DocumentChanges(IConnectionMultiplexer redis, TimeProvider time)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(50);

    /// <summary>KEYS: changes. ARGV: last id seen. The changes after it as JSON.</summary>
    private const string After = """
        local read = {}
        for _, entry in ipairs(redis.call('XRANGE', KEYS[1], '(' .. ARGV[1], '+', 'COUNT', 500)) do
          local f = entry[2]
          read[#read + 1] = { position = entry[1], id = f[2], version = tonumber(f[4]), state = f[6] }
        end
        return #read == 0 and '[]' or cjson.encode(read)
        """;

    /// <summary>KEYS: changes. The id of the last one.</summary>
    private const string Last = "local last = redis.call('XREVRANGE', KEYS[1], '+', '-', 'COUNT', 1) return last[1] and last[1][1] or '0-0'";

    private readonly IDatabase _database = redis.GetDatabase();

    public async Task<string> PositionAsync() => (await _database.ScriptEvaluateAsync(Last, [DocumentStatusStore.Changes], [])).ToString()!;

    /// <summary>All changes after a position, for ever; null now and then, so that the follower can see whether anybody still listens.</summary>
    /// <exception cref="FormatException">The position is none.</exception>
    public async IAsyncEnumerable<DocumentChange?> FollowAsync(string position, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (!position.All(static letter => char.IsAsciiDigit(letter) || letter == '-'))
        {
            throw new FormatException("A position has the form 1732212345678-0.");
        }
        while (!cancellationToken.IsCancellationRequested)
        {
            var json = (await _database.ScriptEvaluateAsync(After, [DocumentStatusStore.Changes], [position])).ToString()!;
            var changes = JsonSerializer.Deserialize<DocumentChange[]>(json, JsonSerializerOptions.Web)!;
            foreach (var change in changes)
            {
                position = change.Position;
                yield return change;
            }
            if (changes.Length == 0)
            {
                yield return null;
                await Task.Delay(Interval, time, cancellationToken);
            }
        }
    }
}
