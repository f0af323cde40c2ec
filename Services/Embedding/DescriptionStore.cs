using System.Text.Json;
using EventAi.Contracts;
using StackExchange.Redis;

namespace EventAi.Embedding;

/// <summary>
/// Descriptions that came before their chunks, in Redis for a day: a description is kept first and then written to the points that are there;
/// whoever writes a document's last points looks here after it. So whichever comes first, the points get it.
/// </summary>
public sealed class DescriptionStore(IConnectionMultiplexer redis)
{
    private static readonly TimeSpan Kept = TimeSpan.FromDays(1);

    private readonly IDatabase _database = redis.GetDatabase();

    public Task KeepAsync(DocumentDescribed described)
        => _database.StringSetAsync(Key(described.DocumentId, described.Version), JsonSerializer.Serialize(described, ContractsJson.Default.DocumentDescribed), Kept);

    public async Task<IReadOnlyList<DocumentDescribed>> FindAsync(IReadOnlyList<DocumentChunked> documents)
    {
        var found = await _database.StringGetAsync([.. documents.Select(static document => Key(document.DocumentId, document.Version))]);
        return [.. found.Where(static json => !json.IsNull).Select(static json => JsonSerializer.Deserialize(json.ToString(), ContractsJson.Default.DocumentDescribed)!)];
    }

    public Task ForgetAsync(string documentId, long version) => _database.KeyDeleteAsync(Key(documentId, version));

    private static RedisKey Key(string documentId, long version) => $"description:{documentId}/{version}";
}
