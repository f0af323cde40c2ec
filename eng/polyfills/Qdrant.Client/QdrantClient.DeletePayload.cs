using Qdrant.Client.Grpc;

namespace Qdrant.Client;

/// <content>Deleting and clearing payload.</content>
public partial class QdrantClient
{
    public Task<UpdateResult> DeletePayloadAsync(
        string collectionName,
        IReadOnlyList<string> keys,
        bool wait = true,
        WriteOrderingType? ordering = null,
        ShardKeySelector? shardKeySelector = null,
        CancellationToken cancellationToken = default)
        => DeletePayloadAsync(collectionName, keys, (PointsSelector?)null, wait, ordering, shardKeySelector, cancellationToken);

    public Task<UpdateResult> DeletePayloadAsync(
        string collectionName,
        IReadOnlyList<string> keys,
        ulong id,
        bool wait = true,
        WriteOrderingType? ordering = null,
        ShardKeySelector? shardKeySelector = null,
        CancellationToken cancellationToken = default)
        => DeletePayloadAsync(collectionName, keys, Selected(id), wait, ordering, shardKeySelector, cancellationToken);

    public Task<UpdateResult> DeletePayloadAsync(
        string collectionName,
        IReadOnlyList<string> keys,
        IReadOnlyList<ulong> ids,
        bool wait = true,
        WriteOrderingType? ordering = null,
        ShardKeySelector? shardKeySelector = null,
        CancellationToken cancellationToken = default)
        => DeletePayloadAsync(collectionName, keys, Selected(ids.Select(id => (PointId)id)), wait, ordering, shardKeySelector, cancellationToken);

    public Task<UpdateResult> DeletePayloadAsync(
        string collectionName,
        IReadOnlyList<string> keys,
        Guid id,
        bool wait = true,
        WriteOrderingType? ordering = null,
        ShardKeySelector? shardKeySelector = null,
        CancellationToken cancellationToken = default)
        => DeletePayloadAsync(collectionName, keys, Selected(id), wait, ordering, shardKeySelector, cancellationToken);

    public Task<UpdateResult> DeletePayloadAsync(
        string collectionName,
        IReadOnlyList<string> keys,
        IReadOnlyList<Guid> ids,
        bool wait = true,
        WriteOrderingType? ordering = null,
        ShardKeySelector? shardKeySelector = null,
        CancellationToken cancellationToken = default)
        => DeletePayloadAsync(collectionName, keys, Selected(ids.Select(id => (PointId)id)), wait, ordering, shardKeySelector, cancellationToken);

    public Task<UpdateResult> DeletePayloadAsync(
        string collectionName,
        IReadOnlyList<string> keys,
        Filter filter,
        bool wait = true,
        WriteOrderingType? ordering = null,
        ShardKeySelector? shardKeySelector = null,
        CancellationToken cancellationToken = default)
        => DeletePayloadAsync(collectionName, keys, Selected(filter), wait, ordering, shardKeySelector, cancellationToken);

    public Task<UpdateResult> ClearPayloadAsync(
        string collectionName,
        bool wait = true,
        WriteOrderingType? ordering = null,
        ShardKeySelector? shardKeySelector = null,
        CancellationToken cancellationToken = default)
        => ClearPayloadAsync(collectionName, (PointsSelector?)null, wait, ordering, shardKeySelector, cancellationToken);

    public Task<UpdateResult> ClearPayloadAsync(
        string collectionName,
        ulong id,
        bool wait = true,
        WriteOrderingType? ordering = null,
        ShardKeySelector? shardKeySelector = null,
        CancellationToken cancellationToken = default)
        => ClearPayloadAsync(collectionName, Selected(id), wait, ordering, shardKeySelector, cancellationToken);

    public Task<UpdateResult> ClearPayloadAsync(
        string collectionName,
        IReadOnlyList<ulong> ids,
        bool wait = true,
        WriteOrderingType? ordering = null,
        ShardKeySelector? shardKeySelector = null,
        CancellationToken cancellationToken = default)
        => ClearPayloadAsync(collectionName, Selected(ids.Select(id => (PointId)id)), wait, ordering, shardKeySelector, cancellationToken);

    public Task<UpdateResult> ClearPayloadAsync(
        string collectionName,
        Guid id,
        bool wait = true,
        WriteOrderingType? ordering = null,
        ShardKeySelector? shardKeySelector = null,
        CancellationToken cancellationToken = default)
        => ClearPayloadAsync(collectionName, Selected(id), wait, ordering, shardKeySelector, cancellationToken);

    public Task<UpdateResult> ClearPayloadAsync(
        string collectionName,
        IReadOnlyList<Guid> ids,
        bool wait = true,
        WriteOrderingType? ordering = null,
        ShardKeySelector? shardKeySelector = null,
        CancellationToken cancellationToken = default)
        => ClearPayloadAsync(collectionName, Selected(ids.Select(id => (PointId)id)), wait, ordering, shardKeySelector, cancellationToken);

    public Task<UpdateResult> ClearPayloadAsync(
        string collectionName,
        Filter filter,
        bool wait = true,
        WriteOrderingType? ordering = null,
        ShardKeySelector? shardKeySelector = null,
        CancellationToken cancellationToken = default)
        => ClearPayloadAsync(collectionName, Selected(filter), wait, ordering, shardKeySelector, cancellationToken);

    private Task<UpdateResult> DeletePayloadAsync(
        string collectionName, IReadOnlyList<string> keys, PointsSelector? points, bool wait, WriteOrderingType? ordering,
        ShardKeySelector? shardKeySelector, CancellationToken cancellationToken)
        => UpdateAsync(
            "DeletePayload",
            new DeletePayloadPoints
            {
                CollectionName = collectionName,
                Keys = { keys },
                Wait = wait,
                PointsSelector = points,
                Ordering = Ordered(ordering),
                ShardKeySelector = shardKeySelector,
            },
            cancellationToken);

    private Task<UpdateResult> ClearPayloadAsync(
        string collectionName, PointsSelector? points, bool wait, WriteOrderingType? ordering, ShardKeySelector? shardKeySelector,
        CancellationToken cancellationToken)
        => UpdateAsync(
            "ClearPayload",
            new ClearPayloadPoints
            {
                CollectionName = collectionName,
                Points = points,
                Wait = wait,
                Ordering = Ordered(ordering),
                ShardKeySelector = shardKeySelector,
            },
            cancellationToken);
}
