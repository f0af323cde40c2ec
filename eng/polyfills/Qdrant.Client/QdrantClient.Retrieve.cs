using Qdrant.Client.Grpc;

namespace Qdrant.Client;

/// <content>Reading points by id, in order, and counting them.</content>
public partial class QdrantClient
{
    public Task<IReadOnlyList<RetrievedPoint>> RetrieveAsync(
        string collectionName,
        PointId id,
        bool withPayload = true,
        bool withVectors = false,
        ReadConsistency? readConsistency = null,
        ShardKeySelector? shardKeySelector = null,
        CancellationToken cancellationToken = default)
        => RetrieveAsync(
            collectionName, [id], new WithPayloadSelector { Enable = withPayload }, new WithVectorsSelector { Enable = withVectors }, readConsistency,
            shardKeySelector, cancellationToken);

    public Task<IReadOnlyList<RetrievedPoint>> RetrieveAsync(
        string collectionName,
        Guid id,
        bool withPayload = true,
        bool withVectors = false,
        ReadConsistency? readConsistency = null,
        ShardKeySelector? shardKeySelector = null,
        CancellationToken cancellationToken = default)
        => RetrieveAsync(
            collectionName, [id], new WithPayloadSelector { Enable = withPayload }, new WithVectorsSelector { Enable = withVectors }, readConsistency,
            shardKeySelector, cancellationToken);

    public Task<IReadOnlyList<RetrievedPoint>> RetrieveAsync(
        string collectionName,
        ulong id,
        bool withPayload = true,
        bool withVectors = false,
        ReadConsistency? readConsistency = null,
        ShardKeySelector? shardKeySelector = null,
        CancellationToken cancellationToken = default)
        => RetrieveAsync(
            collectionName, [id], new WithPayloadSelector { Enable = withPayload }, new WithVectorsSelector { Enable = withVectors }, readConsistency,
            shardKeySelector, cancellationToken);

    public Task<IReadOnlyList<RetrievedPoint>> RetrieveAsync(
        string collectionName,
        IReadOnlyList<PointId> ids,
        bool withPayload = true,
        bool withVectors = false,
        ReadConsistency? readConsistency = null,
        ShardKeySelector? shardKeySelector = null,
        CancellationToken cancellationToken = default)
        => RetrieveAsync(
            collectionName, ids, new WithPayloadSelector { Enable = withPayload }, new WithVectorsSelector { Enable = withVectors }, readConsistency,
            shardKeySelector, cancellationToken);

    public async Task<IReadOnlyList<RetrievedPoint>> RetrieveAsync(
        string collectionName,
        IReadOnlyList<PointId> ids,
        WithPayloadSelector payloadSelector,
        WithVectorsSelector vectorSelector,
        ReadConsistency? readConsistency = null,
        ShardKeySelector? shardKeySelector = null,
        CancellationToken cancellationToken = default)
    {
        var request = new GetPoints
        {
            CollectionName = collectionName,
            Ids = { ids },
            WithPayload = payloadSelector,
            WithVectors = vectorSelector,
            ReadConsistency = readConsistency,
            ShardKeySelector = shardKeySelector,
        };
        return (await PointsAsync("Get", request, GetResponse.Parser, cancellationToken).ConfigureAwait(false)).Result;
    }

    public Task<ScrollResponse> ScrollAsync(
        string collectionName,
        Filter? filter = null,
        uint limit = 10,
        PointId? offset = null,
        WithPayloadSelector? payloadSelector = null,
        WithVectorsSelector? vectorsSelector = null,
        ReadConsistency? readConsistency = null,
        ShardKeySelector? shardKeySelector = null,
        OrderBy? orderBy = null,
        CancellationToken cancellationToken = default)
        => PointsAsync(
            "Scroll",
            new ScrollPoints
            {
                CollectionName = collectionName,
                Filter = filter,
                Limit = limit,
                Offset = offset,
                WithPayload = payloadSelector ?? true,
                WithVectors = vectorsSelector ?? false,
                ReadConsistency = readConsistency,
                ShardKeySelector = shardKeySelector,
                OrderBy = orderBy,
            },
            ScrollResponse.Parser,
            cancellationToken);

    public async Task<ulong> CountAsync(
        string collectionName,
        Filter? filter = null,
        bool exact = true,
        ReadConsistency? readConsistency = null,
        ShardKeySelector? shardKeySelector = null,
        CancellationToken cancellationToken = default)
    {
        var request = new CountPoints
        {
            CollectionName = collectionName,
            Filter = filter,
            Exact = exact,
            ReadConsistency = readConsistency,
            ShardKeySelector = shardKeySelector,
        };
        return (await PointsAsync("Count", request, CountResponse.Parser, cancellationToken).ConfigureAwait(false)).Result.Count;
    }
}
