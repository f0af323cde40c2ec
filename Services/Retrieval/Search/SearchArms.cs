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

/// <summary>Asks both arms of the index side by side: the words need not wait for the model. Without the embedding model a hybrid search goes by words alone.</summary>
public sealed class SearchArms(QdrantClient qdrant, QueryEmbeddings embeddings, Bm25Encoder encoder)
{
    private const string NoModel = "The embedding model does not answer: searched by words alone.";

    private static readonly Task<IReadOnlyList<ScoredPoint>> None = Task.FromResult<IReadOnlyList<ScoredPoint>>([]);

    internal async Task<ArmResults> FindAsync(SearchQuery query, ActiveIndex index, IReadOnlyList<Language> languages, int window, CancellationToken cancellationToken)
    {
        var filter = ChunkFilters.Of(query.Filters);
        var sparse = query.Mode == SearchMode.Dense ? null : QueryTerms.Encode(encoder, query.Text, languages);
        var words = sparse is { IsEmpty: false } ? AskAsync(ChunkVectors.Text, (sparse.Values, sparse.Indices), parameters: null) : None;
        var (dense, degraded) = query.Mode == SearchMode.Sparse ? (null, null) : await EmbedAsync(query, index, cancellationToken);
        var meaning = dense is not null ? AskAsync(ChunkVectors.Dense, dense, new SearchParams { HnswEf = (ulong)window }) : None;
        return new ArmResults(await meaning, await words, degraded);

        Task<IReadOnlyList<ScoredPoint>> AskAsync(string arm, Query vector, SearchParams? parameters) => qdrant.QueryAsync(
            index.Collection,
            query: vector,
            usingVector: arm,
            filter: filter,
            searchParams: parameters,
            limit: (ulong)window,
            payloadSelector: query.PerDocument ? new WithPayloadSelector { Include = new PayloadIncludeSelector { Fields = { ChunkPayload.DocumentId } } } : false,
            cancellationToken: cancellationToken);
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

    internal static bool IsModelOutage(Exception exception) => exception is HttpRequestException or BrokenCircuitException or TimeoutRejectedException;

    /// <summary>No document was indexed yet, so there is no collection.</summary>
    internal static bool IsMissingCollection(RpcException exception) => exception.StatusCode == StatusCode.NotFound;
}
