using Qdrant.Client.Grpc;

namespace Qdrant.Client;

/// <content>Setting and overwriting payload.</content>
public partial class QdrantClient
{
    public Task<UpdateResult> SetPayloadAsync(
        string collectionName,
        IReadOnlyDictionary<string, Value> payload,
        bool wait = true,
        WriteOrderingType? ordering = null,
        ShardKeySelector? shardKeySelector = null,
        string? key = null,
        CancellationToken cancellationToken = default)
        => SetPayloadAsync("SetPayload", collectionName, payload, null, wait, ordering, shardKeySelector, key, cancellationToken);

    public Task<UpdateResult> SetPayloadAsync(
        string collectionName,
        IReadOnlyDictionary<string, Value> payload,
        ulong id,
        bool wait = true,
        WriteOrderingType? ordering = null,
        ShardKeySelector? shardKeySelector = null,
        string? key = null,
        CancellationToken cancellationToken = default)
        => SetPayloadAsync("SetPayload", collectionName, payload, Selected(id), wait, ordering, shardKeySelector, key, cancellationToken);

    public Task<UpdateResult> SetPayloadAsync(
        string collectionName,
        IReadOnlyDictionary<string, Value> payload,
        IReadOnlyList<ulong> ids,
        bool wait = true,
        WriteOrderingType? ordering = null,
        ShardKeySelector? shardKeySelector = null,
        string? key = null,
        CancellationToken cancellationToken = default)
        => SetPayloadAsync("SetPayload", collectionName, payload, Selected(ids.Select(id => (PointId)id)), wait, ordering, shardKeySelector, key, cancellationToken);

    public Task<UpdateResult> SetPayloadAsync(
        string collectionName,
        IReadOnlyDictionary<string, Value> payload,
        Guid id,
        bool wait = true,
        WriteOrderingType? ordering = null,
        ShardKeySelector? shardKeySelector = null,
        string? key = null,
        CancellationToken cancellationToken = default)
        => SetPayloadAsync("SetPayload", collectionName, payload, Selected(id), wait, ordering, shardKeySelector, key, cancellationToken);

    public Task<UpdateResult> SetPayloadAsync(
        string collectionName,
        IReadOnlyDictionary<string, Value> payload,
        IReadOnlyList<Guid> ids,
        bool wait = true,
        WriteOrderingType? ordering = null,
        ShardKeySelector? shardKeySelector = null,
        string? key = null,
        CancellationToken cancellationToken = default)
        => SetPayloadAsync("SetPayload", collectionName, payload, Selected(ids.Select(id => (PointId)id)), wait, ordering, shardKeySelector, key, cancellationToken);

    public Task<UpdateResult> SetPayloadAsync(
        string collectionName,
        IReadOnlyDictionary<string, Value> payload,
        Filter filter,
        bool wait = true,
        WriteOrderingType? ordering = null,
        ShardKeySelector? shardKeySelector = null,
        string? key = null,
        CancellationToken cancellationToken = default)
        => SetPayloadAsync("SetPayload", collectionName, payload, Selected(filter), wait, ordering, shardKeySelector, key, cancellationToken);

    public Task<UpdateResult> OverwritePayloadAsync(
        string collectionName,
        IReadOnlyDictionary<string, Value> payload,
        bool wait = true,
        WriteOrderingType? ordering = null,
        ShardKeySelector? shardKeySelector = null,
        string? key = null,
        CancellationToken cancellationToken = default)
        => SetPayloadAsync("OverwritePayload", collectionName, payload, null, wait, ordering, shardKeySelector, key, cancellationToken);

    public Task<UpdateResult> OverwritePayloadAsync(
        string collectionName,
        IReadOnlyDictionary<string, Value> payload,
        ulong id,
        bool wait = true,
        WriteOrderingType? ordering = null,
        ShardKeySelector? shardKeySelector = null,
        string? key = null,
        CancellationToken cancellationToken = default)
        => SetPayloadAsync("OverwritePayload", collectionName, payload, Selected(id), wait, ordering, shardKeySelector, key, cancellationToken);

    public Task<UpdateResult> OverwritePayloadAsync(
        string collectionName,
        IReadOnlyDictionary<string, Value> payload,
        IReadOnlyList<ulong> ids,
        bool wait = true,
        WriteOrderingType? ordering = null,
        ShardKeySelector? shardKeySelector = null,
        string? key = null,
        CancellationToken cancellationToken = default)
        => SetPayloadAsync("OverwritePayload", collectionName, payload, Selected(ids.Select(id => (PointId)id)), wait, ordering, shardKeySelector, key, cancellationToken);

    public Task<UpdateResult> OverwritePayloadAsync(
        string collectionName,
        IReadOnlyDictionary<string, Value> payload,
        Guid id,
        bool wait = true,
        WriteOrderingType? ordering = null,
        ShardKeySelector? shardKeySelector = null,
        string? key = null,
        CancellationToken cancellationToken = default)
        => SetPayloadAsync("OverwritePayload", collectionName, payload, Selected(id), wait, ordering, shardKeySelector, key, cancellationToken);

    public Task<UpdateResult> OverwritePayloadAsync(
        string collectionName,
        IReadOnlyDictionary<string, Value> payload,
        IReadOnlyList<Guid> ids,
        bool wait = true,
        WriteOrderingType? ordering = null,
        ShardKeySelector? shardKeySelector = null,
        string? key = null,
        CancellationToken cancellationToken = default)
        => SetPayloadAsync("OverwritePayload", collectionName, payload, Selected(ids.Select(id => (PointId)id)), wait, ordering, shardKeySelector, key, cancellationToken);

    public Task<UpdateResult> OverwritePayloadAsync(
        string collectionName,
        IReadOnlyDictionary<string, Value> payload,
        Filter filter,
        bool wait = true,
        WriteOrderingType? ordering = null,
        ShardKeySelector? shardKeySelector = null,
        string? key = null,
        CancellationToken cancellationToken = default)
        => SetPayloadAsync("OverwritePayload", collectionName, payload, Selected(filter), wait, ordering, shardKeySelector, key, cancellationToken);

    private Task<UpdateResult> SetPayloadAsync(
        string method, string collectionName, IReadOnlyDictionary<string, Value> payload, PointsSelector? points, bool wait,
        WriteOrderingType? ordering, ShardKeySelector? shardKeySelector, string? key, CancellationToken cancellationToken)
    {
        var request = new SetPayloadPoints
        {
            CollectionName = collectionName,
            Wait = wait,
            PointsSelector = points,
            Ordering = Ordered(ordering),
            ShardKeySelector = shardKeySelector,
        };
        foreach (var (name, value) in payload)
        {
            request.Payload[name] = value;
        }
        if (key is not null)
        {
            request.Key = key;
        }
        return UpdateAsync(method, request, cancellationToken);
    }
}
