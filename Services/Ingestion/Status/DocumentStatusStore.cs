using System.Globalization;
using StackExchange.Redis;

namespace EventAi.Ingestion.Status;

/// <summary>
/// The state of every document, in Redis: a hash per document (<c>document:{id}</c>) and a sorted set of their ids by time of the last
/// upload. Versions and states change in scripts, so that two writers cannot cross.
/// </summary>
public sealed class DocumentStatusStore(IConnectionMultiplexer redis, TimeProvider time)
{
    private const string Index = "documents";

    /// <summary>KEYS: document. ARGV: hash, file name, type, size, now. A known content keeps its version unless it failed or was deleted.</summary>
    private const string BeginVersion = """
        local known = redis.call('HMGET', KEYS[1], 'hash', 'state', 'version')
        if known[1] == ARGV[1] and known[2] ~= 'Failed' and known[2] ~= 'Deleted' then
          return known[3]
        end
        local version = redis.call('HINCRBY', KEYS[1], 'version', 1)
        redis.call('HDEL', KEYS[1], 'chunks', 'stage', 'reason')
        redis.call('HSET', KEYS[1], 'hash', ARGV[1], 'state', 'Uploaded', 'fileName', ARGV[2], 'contentType', ARGV[3], 'size', ARGV[4], 'updatedAt', ARGV[5])
        return version
        """;

    /// <summary>KEYS: document. ARGV: version, state, now, then field, value, … Only the current version moves, and never out of Deleted, nor back from Indexed to Chunked.</summary>
    private const string Advance = """
        local known = redis.call('HMGET', KEYS[1], 'version', 'state')
        if known[1] ~= ARGV[1] or known[2] == 'Deleted' or (known[2] == 'Indexed' and ARGV[2] == 'Chunked') then
          return 0
        end
        redis.call('HSET', KEYS[1], 'state', ARGV[2], 'updatedAt', ARGV[3], unpack(ARGV, 4))
        return 1
        """;

    private readonly IDatabase _database = redis.GetDatabase();

    /// <summary>The version that this content has: a new one in state Uploaded, or the known one in whatever state it is.</summary>
    public async Task<DocumentStatus> BeginVersionAsync(string documentId, string fileName, string contentType, long size, string hash)
    {
        var now = time.GetUtcNow();
        await _database.ScriptEvaluateAsync(BeginVersion, [Key(documentId)], [hash, fileName, contentType, size, now.ToString("O")]);
        await _database.SortedSetAddAsync(Index, documentId, now.ToUnixTimeMilliseconds());
        return await GetAsync(documentId) ?? throw new InvalidOperationException($"Document {documentId} vanished.");
    }

    public Task<bool> ChunkedAsync(string documentId, long version, int chunks)
        => AdvanceAsync(documentId, version, DocumentState.Chunked, "chunks", chunks);

    public Task<bool> IndexedAsync(string documentId, long version, int chunks)
        => AdvanceAsync(documentId, version, DocumentState.Indexed, "chunks", chunks);

    public Task<bool> FailedAsync(string documentId, long version, string stage, string reason)
        => AdvanceAsync(documentId, version, DocumentState.Failed, "stage", stage, "reason", reason);

    /// <summary>Marks the latest version deleted and returns it; null where there is none.</summary>
    public async Task<DocumentStatus?> DeleteAsync(string documentId)
    {
        if (await GetAsync(documentId) is not { } status)
        {
            return null;
        }
        await AdvanceAsync(documentId, status.Version, DocumentState.Deleted, "hash", "");
        await _database.SortedSetRemoveAsync(Index, documentId);
        return status;
    }

    public async Task<DocumentStatus?> GetAsync(string documentId)
    {
        var fields = (await _database.HashGetAllAsync(Key(documentId))).ToDictionary(static field => field.Name.ToString(), static field => field.Value);
        return fields.Count == 0 ? null : new DocumentStatus
        {
            DocumentId = documentId,
            Version = (long)fields["version"],
            State = Enum.Parse<DocumentState>(fields["state"].ToString()),
            FileName = fields["fileName"].ToString(),
            ContentType = fields["contentType"].ToString(),
            Size = (long)fields["size"],
            ContentHash = fields["hash"].ToString(),
            Chunks = fields.TryGetValue("chunks", out var chunks) ? (int)chunks : null,
            Stage = fields.TryGetValue("stage", out var stage) ? stage.ToString() : null,
            Reason = fields.TryGetValue("reason", out var reason) ? reason.ToString() : null,
            UpdatedAt = DateTimeOffset.Parse(fields["updatedAt"].ToString(), CultureInfo.InvariantCulture),
        };
    }

    /// <summary>Latest uploads first.</summary>
    public async Task<IReadOnlyList<DocumentStatus>> ListAsync(int offset, int limit)
    {
        var ids = await _database.SortedSetRangeByRankAsync(Index, offset, offset + limit - 1, Order.Descending);
        var statuses = await Task.WhenAll(ids.Select(id => GetAsync(id.ToString())));
        return [.. statuses.OfType<DocumentStatus>()];
    }

    private async Task<bool> AdvanceAsync(string documentId, long version, DocumentState state, params RedisValue[] fields)
        => (bool)await _database.ScriptEvaluateAsync(
            Advance, [Key(documentId)], [version, state.ToString(), time.GetUtcNow().ToString("O"), .. fields]);

    private static RedisKey Key(string documentId) => $"document:{documentId}";
}
