using Qdrant.Client.Grpc;

namespace Qdrant.Client;

/// <content>Changing the vectors of points, and several changes at once.</content>
public partial class QdrantClient
{
    public Task<UpdateResult> UpdateVectorsAsync(
        string collectionName,
        IReadOnlyList<PointVectors> points,
        bool wait = true,
        WriteOrderingType? ordering = null,
        ShardKeySelector? shardKeySelector = null,
        CancellationToken cancellationToken = default)
        => UpdateVectorsAsync(collectionName, points, null, wait, ordering, shardKeySelector, cancellationToken);

    public Task<UpdateResult> UpdateVectorsAsync(
        string collectionName,
        IReadOnlyList<PointVectors> points,
        Filter? updateFilter,
        bool wait = true,
        WriteOrderingType? ordering = null,
        ShardKeySelector? shardKeySelector = null,
        CancellationToken cancellationToken = default)
        => UpdateAsync(
            "UpdateVectors",
            new UpdatePointVectors
            {
                CollectionName = collectionName,
                Points = { points },
                Wait = wait,
                Ordering = Ordered(ordering),
                ShardKeySelector = shardKeySelector,
                UpdateFilter = updateFilter,
            },
            cancellationToken);

    public Task<UpdateResult> DeleteVectorsAsync(
        string collectionName,
        IReadOnlyList<string> vectors,
        IReadOnlyList<ulong> ids,
        bool wait = true,
        WriteOrderingType? ordering = null,
        ShardKeySelector? shardKeySelector = null,
        CancellationToken cancellationToken = default)
        => UpdateAsync(
            "DeleteVectors",
            new DeletePointVectors
            {
                CollectionName = collectionName,
                Vectors = new VectorsSelector { Names = { vectors } },
                PointsSelector = Selected(ids.Select(id => (PointId)id)),
                Wait = wait,
                Ordering = Ordered(ordering),
                ShardKeySelector = shardKeySelector,
            },
            cancellationToken);

    public async Task<IReadOnlyList<UpdateResult>> UpdateBatchAsync(
        string collectionName,
        IReadOnlyList<PointsUpdateOperation> operations,
        bool wait = true,
        WriteOrderingType? ordering = null,
        CancellationToken cancellationToken = default)
    {
        var request = new UpdateBatchPoints { CollectionName = collectionName, Operations = { operations }, Wait = wait, Ordering = Ordered(ordering) };
        return (await PointsAsync("UpdateBatch", request, UpdateBatchResponse.Parser, cancellationToken).ConfigureAwait(false)).Result;
    }
}
