using EventAi.HybridSearch;
using EventAi.HybridSearch.Text;
using EventAi.Retrieval.Caching;
using EventAi.Vectors;
using Grpc.Core;
using Polly.CircuitBreaker;
using Polly.Timeout;
using Qdrant.Client;
using Qdrant.Client.Grpc;

namespace EventAi.Retrieval.Search;

/// <summary>Asks both arms of the index in one round trip. Without the embedding model a hybrid search goes by words alone.</summary>
public sealed class SearchArms(QdrantClient qdrant, QueryEmbeddings embeddings, Bm25Encoder encoder)
{
    private const string NoModel = "The embedding model does not answer: searched by words alone.";

    internal async Task<ArmResults> FindAsync(SearchQuery query, ActiveIndex index, IReadOnlyList<Language> languages, int window, CancellationToken cancellationToken)
    {
        var (dense, degraded) = query.Mode == SearchMode.Sparse ? (null, null) : await EmbedAsync(query, index, cancellationToken);
        var filter = ChunkFilters.Of(query.Filters);
        var requests = new List<QueryPoints>(2);
        if (dense is not null)
        {
            requests.Add(Request(index, query, filter, window, ChunkVectors.Dense, dense));
            requests[^1].Params = new SearchParams { HnswEf = (ulong)window };
        }
        var sparse = query.Mode == SearchMode.Dense ? null : QueryTerms.Encode(encoder, query.Text, languages);
        if (sparse is { IsEmpty: false })
        {
            requests.Add(Request(index, query, filter, window, ChunkVectors.Text, (sparse.Values, sparse.Indices)));
        }
        if (requests.Count == 0)
        {
            return ArmResults.None with { Degraded = degraded };
        }
        var results = await qdrant.QueryBatchAsync(index.Collection, requests, cancellationToken: cancellationToken);
        return new ArmResults(dense is null ? [] : results[0].Result, sparse is { IsEmpty: false } ? results[^1].Result : [], degraded);
    }

    private async Task<(float[]? Vector, string? Degraded)> EmbedAsync(SearchQuery query, ActiveIndex index, CancellationToken cancellationToken)
    {
        try
        {
            return (await embeddings.OfAsync(query.Text, index, cancellationToken), null);
        }
        catch (Exception exception) when (query.Mode == SearchMode.Hybrid && IsModelOutage(exception))
        {
            return (null, NoModel);
        }
    }

    private static QueryPoints Request(ActiveIndex index, SearchQuery query, Filter filter, int window, string arm, Query vector) => new()
    {
        CollectionName = index.Collection,
        Query = vector,
        Using = arm,
        Filter = filter,
        Limit = (ulong)window,
        WithPayload = query.PerDocument ? new WithPayloadSelector { Include = new PayloadIncludeSelector { Fields = { ChunkPayload.DocumentId } } } : false,
    };

    internal static bool IsModelOutage(Exception exception) => exception is HttpRequestException or BrokenCircuitException or TimeoutRejectedException;

    /// <summary>No document was indexed yet, so there is no collection.</summary>
    internal static bool IsMissingCollection(RpcException exception) => exception.StatusCode == StatusCode.NotFound;
}
