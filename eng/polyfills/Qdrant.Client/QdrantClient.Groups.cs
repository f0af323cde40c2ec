using Qdrant.Client.Grpc;

namespace Qdrant.Client;

/// <content>Queries in groups, and facets.</content>
public partial class QdrantClient
{
    public async Task<IReadOnlyList<PointGroup>> QueryGroupsAsync(
        string collectionName,
        string groupBy,
        Query? query = null,
        IReadOnlyList<PrefetchQuery>? prefetch = null,
        string? usingVector = null,
        Filter? filter = null,
        float? scoreThreshold = null,
        SearchParams? searchParams = null,
        ulong limit = 10,
        ulong groupSize = 1,
        WithPayloadSelector? payloadSelector = null,
        WithVectorsSelector? vectorsSelector = null,
        ReadConsistency? readConsistency = null,
        ShardKeySelector? shardKeySelector = null,
        WithLookup? withLookup = null,
        LookupLocation? lookupFrom = null,
        TimeSpan? timeout = null,
        CancellationToken cancellationToken = default)
    {
        var request = new QueryPointGroups
        {
            CollectionName = collectionName,
            GroupBy = groupBy,
            Query = query,
            Prefetch = { prefetch ?? [] },
            Filter = filter,
            Params = searchParams,
            Limit = limit,
            GroupSize = groupSize,
            WithPayload = payloadSelector ?? true,
            WithVectors = vectorsSelector ?? false,
            ReadConsistency = readConsistency,
            ShardKeySelector = shardKeySelector,
            WithLookup = withLookup,
            LookupFrom = lookupFrom,
        };
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
        return (await PointsAsync("QueryGroups", request, QueryGroupsResponse.Parser, cancellationToken).ConfigureAwait(false)).Result.Groups;
    }

    public async Task<FacetResponse> FacetAsync(
        string collectionName,
        string key,
        Filter? filter = null,
        ulong limit = 10,
        bool exact = false,
        ReadConsistency? readConsistency = null,
        ShardKeySelector? shardKeySelector = null,
        TimeSpan? timeout = null,
        CancellationToken cancellationToken = default)
    {
        var request = new FacetCounts
        {
            CollectionName = collectionName,
            Key = key,
            Filter = filter,
            Limit = limit,
            Exact = exact,
            ReadConsistency = readConsistency,
            ShardKeySelector = shardKeySelector,
        };
        if (timeout is { } limitInTime)
        {
            request.Timeout = Seconds(limitInTime);
        }
        return await PointsAsync("Facet", request, FacetResponse.Parser, cancellationToken).ConfigureAwait(false);
    }
}
