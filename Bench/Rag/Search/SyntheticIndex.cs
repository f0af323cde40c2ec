using System.Globalization;
using System.Numerics.Tensors;
using EventAi.Contracts;
using EventAi.HybridSearch;
using EventAi.RagBench.Ingestion;
using EventAi.Vectors;
using Qdrant.Client;
using Qdrant.Client.Grpc;

namespace EventAi.RagBench.Search;

/// <summary>
/// Fills the index with as many chunks as a search is to be measured with, straight into the store: texts and their sparse vectors are real,
/// dense ones are drawn around centres, because embedding 100,000 passages takes minutes and tells nothing about a search.
/// </summary>
internal static class SyntheticIndex
{
    private const int Dimension = 512;
    private const int Centres = 200;
    private const float Spread = 0.06f;
    private const int Batch = 500;
    private const int Writers = 2;
    private const int PassageBytes = 500;
    private const int PerDocument = 20;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(8);
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);

    public static async Task FillAsync(Uri store, int chunks)
    {
        using var qdrant = new QdrantClient(store, grpcTimeout: Patience);
        var name = ChunkCollection.NameOf("chunks", "use-lite", Dimension);
        await ChunkCollection.CreateAsync(qdrant, name, Dimension, CancellationToken.None);
        await qdrant.CreateAliasAsync("chunks", name);
        var centres = Enumerable.Range(0, Centres).Select(static number => Draw(new Random(number), centre: null)).ToArray();
        var encoder = new Bm25Encoder(new Bm25Options());
        await Parallel.ForEachAsync(Enumerable.Range(0, chunks).Chunk(Batch), new ParallelOptions { MaxDegreeOfParallelism = Writers }, async (numbers, cancellation) =>
        {
            var maker = new TextMaker(numbers[0]);
            var random = new Random(numbers[0]);
            await qdrant.UpsertAsync(name, [.. numbers.Select(number => Point(number, maker.Document(PassageBytes, Mark(number)), Draw(random, centres[random.Next(Centres)]), encoder))], cancellationToken: cancellation);
        });
        await IndexedAsync(qdrant, name);
    }

    /// <summary>Stands in the passage of this number alone.</summary>
    public static string Mark(int number) => string.Create(CultureInfo.InvariantCulture, $"file{number}");

    private static async Task IndexedAsync(QdrantClient qdrant, string name)
    {
        var started = TimeProvider.System.GetTimestamp();
        while ((await qdrant.GetCollectionInfoAsync(name)).Status != CollectionStatus.Green)
        {
            if (TimeProvider.System.GetElapsedTime(started) > Patience)
            {
                throw new TimeoutException("The index of the vectors is not complete.");
            }
            await Task.Delay(Interval);
        }
    }

    private static PointStruct Point(int number, string text, float[] vector, Bm25Encoder encoder)
    {
        var sparse = encoder.EncodeDocument(text, HybridSearch.Text.Language.English);
        return new PointStruct
        {
            Id = new Guid(number, 0, 0, [0, 0, 0, 0, 0, 0, 0, 1]),
            Vectors = new Dictionary<string, Vector>(StringComparer.Ordinal) { [ChunkVectors.Dense] = vector, [ChunkVectors.Text] = (sparse.Values, sparse.Indices) },
            Payload =
            {
                [ChunkPayload.DocumentId] = string.Create(CultureInfo.InvariantCulture, $"synthetic/{number / PerDocument}"),
                [ChunkPayload.Version] = 1,
                [ChunkPayload.Index] = number % PerDocument,
                [ChunkPayload.Title] = "Synthetic",
                [ChunkPayload.TitlePath] = "Synthetic",
                [ChunkPayload.Text] = text,
                [ChunkPayload.Offset] = number % PerDocument * PassageBytes,
                [ChunkPayload.Length] = text.Length,
                [ChunkPayload.Page] = 0,
                [ChunkPayload.Model] = "use-lite",
                [ChunkPayload.Source] = "bench",
                [ChunkPayload.Tags] = Array.Empty<string>(),
                [ChunkPayload.Language] = "en",
                [ChunkPayload.Tenant] = DocumentUploaded.DefaultTenant,
                [ChunkPayload.Current] = true,
            },
        };
    }

    private static float[] Draw(Random random, float[]? centre)
    {
        var vector = new float[Dimension];
        for (var i = 0; i < Dimension; i++)
        {
            vector[i] = (centre?[i] ?? 0) + ((random.NextSingle() - 0.5f) * (centre is null ? 1 : Spread));
        }
        TensorPrimitives.Divide(vector, TensorPrimitives.Norm(vector), vector);
        return vector;
    }
}
