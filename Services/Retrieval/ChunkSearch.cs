using System.Diagnostics.Metrics;
using EventAi.ServiceDefaults;
using EventAi.Vectors;
using Grpc.Core;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Options;
using Qdrant.Client;
using Qdrant.Client.Grpc;

namespace EventAi.Retrieval;

/// <summary>Dense search over the chunks.</summary>
public sealed class ChunkSearch(QdrantClient qdrant, IEmbeddingGenerator<string, Embedding<float>> generator, TimeProvider time, IOptions<VectorOptions> options)
{
    private static readonly Histogram<double> Duration = EventAiTelemetry.Meter.CreateHistogram<double>("eventai.search.duration", "s", "Embedding of the query and search in the vector store");

    public async Task<IReadOnlyList<SearchResult>> SearchAsync(string query, int limit, string? documentId, CancellationToken cancellationToken)
    {
        using var span = EventAiTelemetry.Source.StartActivity("search");
        var started = time.GetTimestamp();
        var embeddings = await generator.GenerateAsync([query], cancellationToken: cancellationToken);
        var points = await QueryAsync(embeddings[0].Vector.ToArray(), limit, documentId, cancellationToken);
        Duration.Record(time.GetElapsedTime(started).TotalSeconds);
        span?.SetTag("eventai.search.results", points.Count);
        return [.. points.Select(Result)];
    }

    private async Task<IReadOnlyList<ScoredPoint>> QueryAsync(float[] vector, int limit, string? documentId, CancellationToken cancellationToken)
    {
        try
        {
            return ChunkFilter.NewestOnly(await qdrant.QueryAsync(
                options.Value.Collection,
                query: vector,
                usingVector: ChunkVectors.Dense,
                filter: ChunkFilter.Visible(new ChunkScope { DocumentId = documentId }),
                limit: (ulong)limit,
                payloadSelector: true,
                cancellationToken: cancellationToken));
        }
        catch (RpcException exception) when (exception.StatusCode == StatusCode.NotFound)
        {
            return []; // no document was indexed yet
        }
    }

    private static SearchResult Result(ScoredPoint point) => new(
        point.Payload[ChunkPayload.DocumentId].StringValue,
        point.Payload[ChunkPayload.Version].IntegerValue,
        point.Payload[ChunkPayload.Title].StringValue,
        point.Payload[ChunkPayload.TitlePath].StringValue,
        point.Payload[ChunkPayload.Text].StringValue,
        point.Payload[ChunkPayload.Offset].IntegerValue,
        point.Score);
}
