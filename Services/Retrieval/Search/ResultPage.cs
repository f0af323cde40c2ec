using EventAi.Vectors;
using Qdrant.Client;
using Qdrant.Client.Grpc;

namespace EventAi.Retrieval.Search;

/// <summary>Loads the passages of one page of a ranking, which re-ranking and diversity may have ordered anew.</summary>
internal sealed class ResultPage(QdrantClient qdrant, string collection, SearchQuery query, QueryHighlights? highlights)
{
    /// <summary>So many of the first are ordered anew; what follows stays as it is.</summary>
    private const int Reordered = 50;

    public async Task<(IReadOnlyList<SearchResult> Results, int Gone)> LoadAsync(IReadOnlyList<Candidate> ranked, CancellationToken cancellationToken)
    {
        var reorders = (query.Rerank || query.Diversity > 0) && query.Offset < Reordered;
        var wanted = (reorders ? ranked.Take(Math.Max(Reordered, query.Offset + query.Limit)) : ranked.Skip(query.Offset).Take(query.Limit)).ToArray();
        if (wanted.Length == 0)
        {
            return ([], 0);
        }
        var points = await qdrant.RetrieveAsync(
            collection,
            [.. wanted.Select(static candidate => (PointId)candidate.Id)],
            true,
            query.Diversity > 0 ? new WithVectorsSelector { Include = new VectorsSelector { Names = { ChunkVectors.Dense } } } : false,
            cancellationToken: cancellationToken);
        var loaded = points.ToDictionary(static point => Guid.Parse(point.Id.Uuid));
        var results = NewestOnly([.. wanted.Where(candidate => loaded.ContainsKey(candidate.Id)).Select(candidate => ChunkReader.Result(loaded[candidate.Id], candidate))]);
        var gone = wanted.Length - results.Length;
        if (query.Rerank && highlights is not null)
        {
            results = PassageReranker.Order(highlights, results, Reordered);
        }
        if (query.Diversity > 0)
        {
            results = Diversity.Order(results, result => VectorOf(loaded[result.Id]), query.Diversity, query.Offset + query.Limit);
        }
        var page = reorders ? results.Skip(query.Offset).Take(query.Limit) : results;
        return ([.. query.Highlights && highlights is not null ? page.Select(result => result with { Highlights = highlights.Of(result) }) : page], wanted.Length - loaded.Count);
    }

    /// <summary>For a moment a document's old and its new version can both be found: then the new one counts.</summary>
    private static SearchResult[] NewestOnly(SearchResult[] results)
    {
        var newest = results.GroupBy(static result => result.DocumentId, StringComparer.Ordinal).ToDictionary(static group => group.Key, static group => group.Max(static result => result.Version));
        return Array.TrueForAll(results, result => result.Version == newest[result.DocumentId]) ? results : [.. results.Where(result => result.Version == newest[result.DocumentId])];
    }

    private static ReadOnlyMemory<float> VectorOf(RetrievedPoint point)
        => point.Vectors?.Vectors?.Vectors.TryGetValue(ChunkVectors.Dense, out var vector) == true && vector.GetDenseVector() is { } dense ? dense.Data.ToArray() : ReadOnlyMemory<float>.Empty;
}
