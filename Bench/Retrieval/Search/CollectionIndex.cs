using EventAi.Bench.Retrieval.Collections;
using EventAi.HybridSearch;
using EventAi.HybridSearch.Fusion;
using EventAi.HybridSearch.Text;
using Microsoft.Extensions.AI;
using Qdrant.Client;
using Qdrant.Client.Grpc;
using Document = EventAi.Bench.Retrieval.Collections.Document;
using SparseVector = EventAi.HybridSearch.SparseVector;

namespace EventAi.Bench.Retrieval.Search;

/// <summary>A collection in the vector store: a point for each document with a dense vector of the model and a sparse one for BM25.</summary>
internal sealed class CollectionIndex
{
    private const string Name = "documents";
    private const string Dense = "dense";
    private const string Sparse = "text";
    private const string IdField = "id";
    private const int BatchSize = 64;
    private const int Parallel = 4;

    private readonly IEmbeddingGenerator<string, Embedding<float>> models;
    private readonly QdrantClient store;
    private readonly Bm25Encoder encoder;

    /// <summary>The language of nearly all documents; null where each is in its own.</summary>
    private readonly Language? language;

    private CollectionIndex(IEmbeddingGenerator<string, Embedding<float>> models, QdrantClient store, Bm25Encoder encoder, Language? language)
        => (this.models, this.store, this.encoder, this.language) = (models, store, encoder, language);

    /// <summary>What the services would weigh the sparse arm with; use-lite knows English only.</summary>
    public double SuggestedWeight { get; private init; }

    public static async Task<CollectionIndex> BuildAsync(
        IReadOnlyList<Document> documents, IEmbeddingGenerator<string, Embedding<float>> models, QdrantClient store, Bm25Options options)
    {
        var shared = CollectionLanguage.Of(documents);
        var counting = new Bm25Encoder(options);
        options.AverageLength = Math.Max(1, documents.Average(document => counting.Terms(document.Content, shared).Count));
        var index = new CollectionIndex(models, store, new Bm25Encoder(options), shared)
        {
            SuggestedWeight = FusionWeight.Suggest(options.AverageLength, modelKnowsLanguage: shared is null or Language.English),
        };
        var probe = await models.GenerateAsync(["dimensions"]);
        await store.CreateCollectionAsync(
            Name,
            new VectorParamsMap { Map = { [Dense] = new VectorParams { Size = (ulong)probe[0].Vector.Length, Distance = Distance.Cosine } } },
            sparseVectorsConfig: (Sparse, new SparseVectorParams { Modifier = Modifier.Idf }));
        var progress = new Progress("documents", documents.Count);
        await System.Threading.Tasks.Parallel.ForEachAsync(
            documents.Index().Chunk(BatchSize),
            new ParallelOptions { MaxDegreeOfParallelism = Parallel },
            async (batch, cancellation) =>
            {
                await index.AddAsync(batch, cancellation);
                progress.Add(batch.Length);
            });
        return index;
    }

    public async Task<IReadOnlyList<(string Id, double Score)>> DenseAsync(string query, int limit)
    {
        var vectors = await models.GenerateAsync([query]);
        return vectors.Count == 0 ? [] : await QueryAsync(vectors[0].Vector.ToArray(), Dense, limit);
    }

    public async Task<IReadOnlyList<(string Id, double Score)>> SparseAsync(string query, int limit)
    {
        var vector = encoder.EncodeQuery(query, language);
        return vector.IsEmpty ? [] : await QueryAsync((vector.Values, vector.Indices), Sparse, limit);
    }

    private async Task AddAsync((int Index, Document Document)[] batch, CancellationToken cancellation)
    {
        var embeddings = await models.GenerateAsync(batch.Select(static entry => entry.Document.Content), cancellationToken: cancellation);
        var points = batch.Zip(embeddings, (entry, embedding) => Point(entry.Index, entry.Document, embedding, encoder.EncodeDocument(entry.Document.Content, language)));
        await store.UpsertAsync(Name, [.. points], wait: true, cancellationToken: cancellation);
    }

    private static PointStruct Point(int number, Document document, Embedding<float> embedding, SparseVector sparse)
    {
        var vectors = new Dictionary<string, Vector> { [Dense] = embedding.Vector.ToArray() };
        if (!sparse.IsEmpty)
        {
            vectors.Add(Sparse, (sparse.Values, sparse.Indices));
        }

        return new PointStruct { Id = (ulong)number, Vectors = vectors, Payload = { [IdField] = document.Id } };
    }

    private async Task<IReadOnlyList<(string Id, double Score)>> QueryAsync(Query query, string vector, int limit)
    {
        var points = await store.QueryAsync(
            Name, query, usingVector: vector, limit: (ulong)limit, searchParams: vector == Dense ? new SearchParams { HnswEf = (ulong)limit * 2 } : null, payloadSelector: true);
        return [.. points.Select(static point => (point.Payload[IdField].StringValue, (double)point.Score))];
    }
}
