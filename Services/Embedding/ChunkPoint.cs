using System.Globalization;
using EventAi.Contracts;
using EventAi.ServiceDefaults;
using EventAi.Vectors;
using Qdrant.Client.Grpc;

namespace EventAi.Embedding;

/// <summary>A chunk as a point of the index.</summary>
internal static class ChunkPoint
{
    private const int MaxTags = 64;

    private static readonly Guid PointIds = new("2f4d6c1a-5a0b-4c37-8c4e-0d9f1e3b7a66");

    /// <summary>All chunks of the version are in this event.</summary>
    public static bool IsWhole(DocumentChunked document) => document.Chunks.Count == document.TotalChunks;

    public static PointStruct Of(EmbeddedChunk embedded, string model, DocumentDescribed? description)
    {
        var (document, chunk) = (embedded.Document, embedded.Chunk);
        var point = new PointStruct
        {
            Id = NameBasedGuid.Create(PointIds, string.Create(CultureInfo.InvariantCulture, $"{document.DocumentId}/{document.Version}/{chunk.Index}")),
            Vectors = Named(embedded.Dense, embedded.Sparse),
            Payload =
            {
                [ChunkPayload.DocumentId] = document.DocumentId,
                [ChunkPayload.Version] = document.Version,
                [ChunkPayload.Index] = chunk.Index,
                [ChunkPayload.Title] = document.Title,
                [ChunkPayload.TitlePath] = chunk.TitlePath,
                [ChunkPayload.Text] = chunk.Text,
                [ChunkPayload.Offset] = chunk.Offset,
                [ChunkPayload.Length] = chunk.Length > 0 ? chunk.Length : chunk.Text.Length,
                [ChunkPayload.Page] = chunk.Page,
                [ChunkPayload.Model] = model,
                [ChunkPayload.Source] = document.Source,
                [ChunkPayload.Tenant] = document.Tenant,
                [ChunkPayload.Tags] = document.Tags.ToArray(),
                [ChunkPayload.Current] = IsWhole(document),
            },
        };
        if (document.Language.Length > 0)
        {
            point.Payload[ChunkPayload.Language] = document.Language;
        }
        if (document.PublishedAt is { } published)
        {
            point.Payload[ChunkPayload.PublishedAt] = Moment(published);
        }
        if (description is not null)
        {
            foreach (var (name, value) in Described(description, document.Tags))
            {
                point.Payload[name] = value;
            }
        }
        return point;
    }

    /// <summary>The payload that a description adds: its keywords are tags, beside those that the document had.</summary>
    public static Dictionary<string, Value> Described(DocumentDescribed description, IReadOnlyList<string>? tags = null)
    {
        var payload = new Dictionary<string, Value>(StringComparer.Ordinal)
        {
            [ChunkPayload.Tags] = (tags ?? description.Tags).Concat(description.Keywords).Distinct().Take(MaxTags).ToArray(),
            [ChunkPayload.Dates] = description.Dates.ToArray(),
            [ChunkPayload.PersonalData] = description.PersonalData.ToArray(),
        };
        if (description.Language.Length > 0)
        {
            payload[ChunkPayload.Language] = description.Language;
        }
        if (description.PublishedAt is { } published)
        {
            payload[ChunkPayload.PublishedAt] = Moment(published);
        }
        return payload;
    }

    /// <summary>Both of a chunk's vectors; a text without words has no sparse one.</summary>
    public static Qdrant.Client.Grpc.Vectors Named(float[] dense, HybridSearch.SparseVector sparse)
    {
        var named = new Dictionary<string, Vector>(StringComparer.Ordinal) { [ChunkVectors.Dense] = dense };
        if (!sparse.IsEmpty)
        {
            named[ChunkVectors.Text] = (sparse.Values, sparse.Indices);
        }
        return named;
    }

    private static string Moment(DateTimeOffset moment) => moment.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
