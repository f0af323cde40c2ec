using System.Globalization;
using EventAi.Contracts;
using StackExchange.Redis;

namespace EventAi.Ingestion.Status;

/// <summary>
/// The state of every document, in Redis: a hash per document (<c>document:{id}</c>), a sorted set of their ids by time of the last upload, and
/// a stream of changes. Versions and states change in scripts, so that two writers cannot cross.
/// </summary>
public sealed class DocumentStatusStore(IConnectionMultiplexer redis, TimeProvider time)
{
    internal const string Changes = "document-changes";

    private const string Index = "documents";
    private const int ScanPage = 200;

    /// <summary>Tells the followers; about ten thousand changes are kept.</summary>
    private const string Tell = "local function tell(id, version, state) redis.call('XADD', KEYS[2], 'MAXLEN', '~', 10000, '*', 'id', id, 'version', version, 'state', state) end\n";

    /// <summary>KEYS: document, changes. ARGV: hash, file name, type, size, now, id, tenant. A known content keeps its version unless it failed or was deleted.</summary>
    private const string BeginVersion = Tell + """
        local known = redis.call('HMGET', KEYS[1], 'hash', 'state', 'version')
        if known[1] == ARGV[1] and known[2] ~= 'Failed' and known[2] ~= 'Deleted' then
          return known[3]
        end
        local version = redis.call('HINCRBY', KEYS[1], 'version', 1)
        redis.call('HDEL', KEYS[1], 'chunks', 'stage', 'reason', 'title', 'language', 'keywords', 'personalData', 'redrives')
        redis.call('HSET', KEYS[1], 'hash', ARGV[1], 'state', 'Uploaded', 'fileName', ARGV[2], 'contentType', ARGV[3], 'size', ARGV[4], 'updatedAt', ARGV[5], 'tenant', ARGV[7])
        tell(ARGV[6], version, 'Uploaded')
        return version
        """;

    /// <summary>KEYS: document, changes. ARGV: version, state, now, id, then field, value, … Only the current version moves, never out of Deleted, and only on.</summary>
    private const string Advance = Tell + """
        local known = redis.call('HMGET', KEYS[1], 'version', 'state')
        if known[1] ~= ARGV[1] or known[2] == 'Deleted' then
          return 0
        end
        local order = { Uploaded = 0, Chunked = 1, Embedded = 2, Indexed = 3 }
        if known[2] == 'Indexed' and ARGV[2] == 'Failed' then
          return 0
        end
        if order[known[2]] and order[ARGV[2]] and order[ARGV[2]] < order[known[2]] then
          return 0
        end
        if ARGV[2] ~= 'Failed' then
          redis.call('HDEL', KEYS[1], 'stage', 'reason')
        end
        redis.call('HSET', KEYS[1], 'state', ARGV[2], 'updatedAt', ARGV[3], unpack(ARGV, 5))
        if known[2] ~= ARGV[2] then
          tell(ARGV[4], ARGV[1], ARGV[2])
        end
        return 1
        """;

    /// <summary>KEYS: document, changes. ARGV: version, then field, value, …</summary>
    private const string Describe = """
        if redis.call('HGET', KEYS[1], 'version') ~= ARGV[1] or redis.call('HGET', KEYS[1], 'state') == 'Deleted' then
          return 0
        end
        redis.call('HSET', KEYS[1], unpack(ARGV, 2))
        return 1
        """;

    /// <summary>KEYS: document, changes. ARGV: now, id. A failed version stands again where the failed stage began.</summary>
    private const string Redrive = Tell + """
        local known = redis.call('HMGET', KEYS[1], 'state', 'stage', 'version')
        if known[1] ~= 'Failed' then
          return 0
        end
        local state = (known[2] == 'embed' or known[2] == 'index') and 'Chunked' or 'Uploaded'
        redis.call('HDEL', KEYS[1], 'stage', 'reason')
        redis.call('HINCRBY', KEYS[1], 'redrives', 1)
        redis.call('HSET', KEYS[1], 'state', state, 'updatedAt', ARGV[1])
        tell(ARGV[2], known[3], state)
        return 1
        """;

    private readonly IDatabase _database = redis.GetDatabase();

    /// <summary>The version that this content has: a new one in state Uploaded, or the known one in whatever state it is.</summary>
    public async Task<DocumentStatus> BeginVersionAsync(string documentId, string fileName, string contentType, long size, string hash, string tenant = DocumentUploaded.DefaultTenant)
    {
        var now = time.GetUtcNow();
        await _database.ScriptEvaluateAsync(BeginVersion, Keys(documentId), [hash, fileName, contentType, size, now.ToString("O"), documentId, tenant]);
        await _database.SortedSetAddAsync(Index, documentId, now.ToUnixTimeMilliseconds());
        return await GetAsync(documentId) ?? throw new InvalidOperationException($"Document {documentId} vanished.");
    }

    public Task<bool> ChunkedAsync(string documentId, long version, int chunks)
        => AdvanceAsync(documentId, version, DocumentState.Chunked, "chunks", chunks);

    public Task<bool> EmbeddedAsync(string documentId, long version)
        => AdvanceAsync(documentId, version, DocumentState.Embedded);

    public Task<bool> IndexedAsync(string documentId, long version, int chunks)
        => AdvanceAsync(documentId, version, DocumentState.Indexed, "chunks", chunks);

    public Task<bool> FailedAsync(string documentId, long version, string stage, string reason)
        => AdvanceAsync(documentId, version, DocumentState.Failed, "stage", stage, "reason", reason);

    public Task DescribedAsync(DocumentDescribed described)
        => _database.ScriptEvaluateAsync(
            Describe, Keys(described.DocumentId),
            [
                described.Version, "title", described.Title, "language", described.Language,
                "keywords", string.Join('\n', described.Keywords), "personalData", string.Join('\n', described.PersonalData),
            ]);

    /// <summary>True where the document's version had failed and now stands where the failed stage begins.</summary>
    public async Task<bool> RedriveAsync(string documentId)
        => (bool)await _database.ScriptEvaluateAsync(Redrive, Keys(documentId), [time.GetUtcNow().ToString("O"), documentId]);

    /// <summary>Marks the latest version deleted and returns it; null where there is none.</summary>
    public async Task<DocumentStatus?> DeleteAsync(string documentId)
    {
        if (await GetAsync(documentId) is not { } status)
        {
            return null;
        }
        await AdvanceAsync(documentId, status.Version, DocumentState.Deleted, "hash", "", "title", "", "keywords", "");
        await _database.SortedSetRemoveAsync(Index, documentId);
        return status;
    }

    public async Task<DocumentStatus?> GetAsync(string documentId)
    {
        var fields = (await _database.HashGetAllAsync(Key(documentId))).ToDictionary(static field => field.Name.ToString(), static field => field.Value);
        string? Text(string name) => fields.TryGetValue(name, out var value) && value.ToString() is { Length: > 0 } text ? text : null;
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
            Stage = Text("stage"),
            Reason = Text("reason"),
            Tenant = Text("tenant"),
            Title = Text("title"),
            Language = Text("language"),
            Keywords = Text("keywords")?.Split('\n'),
            PersonalData = Text("personalData")?.Split('\n'),
            Redrives = fields.TryGetValue("redrives", out var redrives) ? (int)redrives : null,
            UpdatedAt = DateTimeOffset.Parse(fields["updatedAt"].ToString(), CultureInfo.InvariantCulture),
        };
    }

    /// <summary>How many documents there are.</summary>
    public Task<long> CountAsync() => _database.SortedSetLengthAsync(Index);

    /// <summary>Latest uploads first; of one state only where it is given.</summary>
    public async Task<IReadOnlyList<DocumentStatus>> ListAsync(int offset, int limit, DocumentState? state = null)
    {
        if (state is null)
        {
            return await PageAsync(offset, limit);
        }
        var (found, from) = (new List<DocumentStatus>(), 0);
        while (found.Count < offset + limit)
        {
            var page = await PageAsync(from, ScanPage);
            found.AddRange(page.Where(status => status.State == state));
            from += ScanPage;
            if (page.Count == 0)
            {
                break;
            }
        }
        return [.. found.Skip(offset).Take(limit)];
    }

    private async Task<IReadOnlyList<DocumentStatus>> PageAsync(int offset, int limit)
    {
        var ids = await _database.SortedSetRangeByRankAsync(Index, offset, offset + limit - 1, Order.Descending);
        var statuses = await Task.WhenAll(ids.Select(id => GetAsync(id.ToString())));
        return [.. statuses.OfType<DocumentStatus>()];
    }

    private async Task<bool> AdvanceAsync(string documentId, long version, DocumentState state, params RedisValue[] fields)
        => (bool)await _database.ScriptEvaluateAsync(
            Advance, Keys(documentId), [version, state.ToString(), time.GetUtcNow().ToString("O"), documentId, .. fields]);

    private static RedisKey[] Keys(string documentId) => [Key(documentId), Changes];

    private static RedisKey Key(string documentId) => $"document:{documentId}";
}
