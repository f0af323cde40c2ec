using Qdrant.Client.Grpc;

namespace Qdrant.Client;

/// <content>Queries and the older search call.</content>
public partial class QdrantClient
{
    public async Task<IReadOnlyList<ScoredPoint>> QueryAsync(
        string collectionName,
        Query? query = null,
        IReadOnlyList<PrefetchQuery>? prefetch = null,
        string? usingVector = null,
        Filter? filter = null,
        float? scoreThreshold = null,
        SearchParams? searchParams = null,
        ulong limit = 10,
        ulong offset = 0,
        WithPayloadSelector? payloadSelector = null,
        WithVectorsSelector? vectorsSelector = null,
        ReadConsistency? readConsistency = null,
        ShardKeySelector? shardKeySelector = null,
        LookupLocation? lookupFrom = null,
        TimeSpan? timeout = null,
        CancellationToken cancellationToken = default)
    {
        var request = new QueryPoints
        {
            CollectionName = collectionName,
            Query = query,
            Filter = filter,
            Params = searchParams,
            Limit = limit,
            Offset = offset,
            WithPayload = payloadSelector ?? true,
            WithVectors = vectorsSelector ?? false,
            ReadConsistency = readConsistency,
            ShardKeySelector = shardKeySelector,
            LookupFrom = lookupFrom,
        };
        request.Prefetch.Add(prefetch ?? []);
        if (usingVector is not null)
        {
            request.Using = usingVector;
        }
        if (scoreThreshold is { } threshold)
        {
            request.ScoreThreshold = threshold;
        }
        if (timeout is { } limitInTime)
        {
            request.Timeout = Seconds(limitInTime);
        }
        return (await PointsAsync("Query", request, QueryResponse.Parser, cancellationToken).ConfigureAwait(false)).Result;
    }

    public async Task<IReadOnlyList<BatchResult>> QueryBatchAsync(
        string collectionName,
        IReadOnlyList<QueryPoints> queries,
        ReadConsistency? readConsistency = null,
        TimeSpan? timeout = null,
        CancellationToken cancellationToken = default)
    {
        var request = new QueryBatchPoints { CollectionName = collectionName, QueryPoints = { queries }, ReadConsistency = readConsistency };
        if (timeout is { } limit)
        {
            request.Timeout = Seconds(limit);
        }
        return (await PointsAsync("QueryBatch", request, QueryBatchResponse.Parser, cancellationToken).ConfigureAwait(false)).Result;
    }

    public async Task<IReadOnlyList<ScoredPoint>> SearchAsync(
        string collectionName,
        ReadOnlyMemory<float> vector,
        Filter? filter = null,
        SearchParams? searchParams = null,
        ulong limit = 10,
        ulong offset = 0,
        WithPayloadSelector? payloadSelector = null,
        WithVectorsSelector? vectorsSelector = null,
        float? scoreThreshold = null,
        string? vectorName = null,
        ReadConsistency? readConsistency = null,
        ShardKeySelector? shardKeySelector = null,
        ReadOnlyMemory<uint>? sparseIndices = null,
        TimeSpan? timeout = null,
        CancellationToken cancellationToken = default)
    {
        var request = new SearchPoints
        {
            CollectionName = collectionName,
            Vector = { vector.ToArray() },
            Filter = filter,
            Params = searchParams,
            Limit = limit,
            Offset = offset,
            WithPayload = payloadSelector ?? true,
            WithVectors = vectorsSelector ?? false,
            ReadConsistency = readConsistency,
            ShardKeySelector = shardKeySelector,
            SparseIndices = sparseIndices is { } indices ? new SparseIndices { Data = { indices.ToArray() } } : null,
        };
        if (scoreThreshold is { } threshold)
        {
            request.ScoreThreshold = threshold;
        }
        if (vectorName is not null)
        {
            request.VectorName = vectorName;
        }
        if (timeout is { } limitInTime)
        {
            request.Timeout = Seconds(limitInTime);
        }
        return (await PointsAsync("Search", request, SearchResponse.Parser, cancellationToken).ConfigureAwait(false)).Result;
    }
}
