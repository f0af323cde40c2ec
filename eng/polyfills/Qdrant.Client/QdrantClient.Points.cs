using Qdrant.Client.Grpc;

namespace Qdrant.Client;

/// <content>Writing and deleting points.</content>
public partial class QdrantClient
{
    public Task<UpdateResult> UpsertAsync(
        string collectionName,
        IReadOnlyList<PointStruct> points,
        bool wait = true,
        WriteOrderingType? ordering = null,
        ShardKeySelector? shardKeySelector = null,
        CancellationToken cancellationToken = default)
        => UpsertAsync(collectionName, points, null, wait, ordering, shardKeySelector, cancellationToken);

    public Task<UpdateResult> UpsertAsync(
        string collectionName,
        IReadOnlyList<PointStruct> points,
        Filter? updateFilter,
        bool wait = true,
        WriteOrderingType? ordering = null,
        ShardKeySelector? shardKeySelector = null,
        CancellationToken cancellationToken = default)
        => UpsertAsync(
            new UpsertPoints
            {
                CollectionName = collectionName,
                Points = { points },
                Wait = wait,
                Ordering = Ordered(ordering),
                ShardKeySelector = shardKeySelector,
                UpdateFilter = updateFilter,
            },
            cancellationToken);

    public Task<UpdateResult> UpsertAsync(UpsertPoints request, CancellationToken cancellationToken = default)
        => UpdateAsync("Upsert", request, cancellationToken);

    public Task<UpdateResult> DeleteAsync(
        string collectionName,
        ulong id,
        bool wait = true,
        WriteOrderingType? ordering = null,
        ShardKeySelector? shardKeySelector = null,
        CancellationToken cancellationToken = default)
        => DeleteAsync(collectionName, Selected(id), wait, ordering, shardKeySelector, cancellationToken);

    public Task<UpdateResult> DeleteAsync(
        string collectionName,
        IReadOnlyList<ulong> ids,
        bool wait = true,
        WriteOrderingType? ordering = null,
        ShardKeySelector? shardKeySelector = null,
        CancellationToken cancellationToken = default)
        => DeleteAsync(collectionName, Selected(ids.Select(id => (PointId)id)), wait, ordering, shardKeySelector, cancellationToken);

    public Task<UpdateResult> DeleteAsync(
        string collectionName,
        Guid id,
        bool wait = true,
        WriteOrderingType? ordering = null,
        ShardKeySelector? shardKeySelector = null,
        CancellationToken cancellationToken = default)
        => DeleteAsync(collectionName, Selected(id), wait, ordering, shardKeySelector, cancellationToken);

    public Task<UpdateResult> DeleteAsync(
        string collectionName,
        IReadOnlyList<Guid> ids,
        bool wait = true,
        WriteOrderingType? ordering = null,
        ShardKeySelector? shardKeySelector = null,
        CancellationToken cancellationToken = default)
        => DeleteAsync(collectionName, Selected(ids.Select(id => (PointId)id)), wait, ordering, shardKeySelector, cancellationToken);

    public Task<UpdateResult> DeleteAsync(
        string collectionName,
        PointId id,
        bool wait = true,
        WriteOrderingType? ordering = null,
        ShardKeySelector? shardKeySelector = null,
        CancellationToken cancellationToken = default)
        => DeleteAsync(collectionName, Selected(id), wait, ordering, shardKeySelector, cancellationToken);

    public Task<UpdateResult> DeleteAsync(
        string collectionName,
        IReadOnlyList<PointId> ids,
        bool wait = true,
        WriteOrderingType? ordering = null,
        ShardKeySelector? shardKeySelector = null,
        CancellationToken cancellationToken = default)
        => DeleteAsync(collectionName, Selected(ids), wait, ordering, shardKeySelector, cancellationToken);

    public Task<UpdateResult> DeleteAsync(
        string collectionName,
        Filter filter,
        bool wait = true,
        WriteOrderingType? ordering = null,
        ShardKeySelector? shardKeySelector = null,
        CancellationToken cancellationToken = default)
        => DeleteAsync(collectionName, Selected(filter), wait, ordering, shardKeySelector, cancellationToken);

    private Task<UpdateResult> DeleteAsync(
        string collectionName, PointsSelector points, bool wait, WriteOrderingType? ordering, ShardKeySelector? shardKeySelector,
        CancellationToken cancellationToken)
        => UpdateAsync(
            "Delete",
            new DeletePoints
            {
                CollectionName = collectionName,
                Points = points,
                Wait = wait,
                Ordering = Ordered(ordering),
                ShardKeySelector = shardKeySelector,
            },
            cancellationToken);

    private async Task<UpdateResult> UpdateAsync(string method, Google.Protobuf.IMessage request, CancellationToken cancellationToken)
        => (await PointsAsync(method, request, PointsOperationResponse.Parser, cancellationToken).ConfigureAwait(false)).Result;

    private static PointsSelector Selected(PointId id) => Selected([id]);

    private static PointsSelector Selected(IEnumerable<PointId> ids) => new() { Points = new PointsIdsList { Ids = { ids } } };

    private static PointsSelector Selected(Filter filter) => new() { Filter = filter };

    private static WriteOrdering? Ordered(WriteOrderingType? ordering)
        => ordering is { } type ? new WriteOrdering { Type = type } : null;
}
