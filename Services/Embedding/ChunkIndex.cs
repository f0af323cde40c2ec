using EventAi.Contracts;
using Microsoft.Extensions.Options;
using Qdrant.Client;
using Qdrant.Client.Grpc;
using EventAi.Vectors;
using Range = Qdrant.Client.Grpc.Range;

namespace EventAi.Embedding;

/// <summary>The points of all chunks, in every collection that is written to. Ids are derived from document, version and position, so writing again replaces.</summary>
public sealed class ChunkIndex(QdrantClient qdrant, IndexTargets targets, IOptions<EmbeddingOptions> options)
{
    public Task<IReadOnlyList<IndexTarget>> TargetsAsync(CancellationToken cancellationToken) => targets.GetAsync(cancellationToken);

    /// <summary>Writes points with the descriptions that are known. A version that is written whole at once can be found at once, any other from <see cref="ShowAsync"/> on.</summary>
    public async Task UpsertAsync(IndexTarget target, IReadOnlyList<EmbeddedChunk> chunks, IReadOnlyList<DocumentDescribed> descriptions, CancellationToken cancellationToken)
    {
        var known = descriptions.ToDictionary(static description => (description.DocumentId, description.Version));
        foreach (var batch in chunks.Chunk(options.Value.PointsPerUpsert))
        {
            await qdrant.UpsertAsync(
                target.Collection,
                [.. batch.Select(chunk => ChunkPoint.Of(chunk, target.Model.Name, known.GetValueOrDefault((chunk.Document.DocumentId, chunk.Document.Version))))],
                cancellationToken: cancellationToken);
        }
    }

    /// <summary>Writes descriptions to the points that are there.</summary>
    public async Task DescribeAsync(IReadOnlyList<DocumentDescribed> descriptions, CancellationToken cancellationToken)
    {
        foreach (var target in descriptions.Count == 0 ? [] : await targets.GetAsync(cancellationToken))
        {
            await Task.WhenAll(descriptions.Select(description => qdrant.SetPayloadAsync(
                target.Collection, ChunkPoint.Described(description), Versions(description.DocumentId, new Range { Gte = description.Version, Lte = description.Version }),
                cancellationToken: cancellationToken)));
        }
    }

    /// <summary>Lets searches find all chunks of these versions, each in one request, and then removes the points of their older versions.</summary>
    public async Task ShowAsync(IReadOnlyList<DocumentChunked> finished, CancellationToken cancellationToken)
    {
        var visible = new Dictionary<string, Value>(StringComparer.Ordinal) { [ChunkPayload.Current] = true };
        foreach (var target in await targets.GetAsync(cancellationToken))
        {
            await Task.WhenAll(finished.Where(static document => !ChunkPoint.IsWhole(document)).Select(document => qdrant.SetPayloadAsync(
                target.Collection, visible, Versions(document.DocumentId, new Range { Gte = document.Version, Lte = document.Version }), cancellationToken: cancellationToken)));
            await Task.WhenAll(finished.Where(static document => document.Version > 1).Select(document => qdrant.DeleteAsync(
                target.Collection, Versions(document.DocumentId, new Range { Lt = document.Version }), cancellationToken: cancellationToken)));
        }
    }

    /// <summary>Removes a document's points of versions up to and with <paramref name="version"/>.</summary>
    public async Task DeleteUpToAsync(string documentId, long version, CancellationToken cancellationToken)
    {
        foreach (var target in await targets.GetAsync(cancellationToken))
        {
            await qdrant.DeleteAsync(target.Collection, Versions(documentId, new Range { Lte = version }), cancellationToken: cancellationToken);
        }
    }

    private static Filter Versions(string documentId, Range versions)
        => new() { Must = { Conditions.MatchKeyword(ChunkPayload.DocumentId, documentId), Conditions.Range(ChunkPayload.Version, versions) } };
}
