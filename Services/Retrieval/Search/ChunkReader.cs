using System.Globalization;
using EventAi.Vectors;
using Google.Protobuf.Collections;
using Qdrant.Client.Grpc;

namespace EventAi.Retrieval.Search;

/// <summary>Reads a passage from a point's payload.</summary>
internal static class ChunkReader
{
    public static SearchResult Result(RetrievedPoint point, Candidate candidate)
    {
        var payload = point.Payload;
        var text = Text(payload, ChunkPayload.Text) ?? "";
        return new SearchResult
        {
            Id = candidate.Id,
            DocumentId = Text(payload, ChunkPayload.DocumentId) ?? "",
            Version = Number(payload, ChunkPayload.Version),
            Title = Text(payload, ChunkPayload.Title) ?? "",
            TitlePath = Text(payload, ChunkPayload.TitlePath) ?? "",
            Text = text,
            Offset = Number(payload, ChunkPayload.Offset),
            Length = Number(payload, ChunkPayload.Length) is > 0 and var length ? length : text.Length,
            Page = Number(payload, ChunkPayload.Page) is > 0 and var page ? (int)page : null,
            Language = Text(payload, ChunkPayload.Language),
            Tags = Tags(payload) is { Count: > 0 } tags ? tags : null,
            Source = Text(payload, ChunkPayload.Source),
            PublishedAt = Time(payload),
            Score = candidate.Score,
            Scores = candidate.Scores,
        };
    }

    public static DocumentFacts Facts(string documentId, MapField<string, Value> payload)
        => new(documentId, Text(payload, ChunkPayload.Language), Tags(payload), Text(payload, ChunkPayload.Source), Time(payload));

    private static string? Text(MapField<string, Value> payload, string field)
        => payload.TryGetValue(field, out var value) && value.StringValue.Length > 0 ? value.StringValue : null;

    private static long Number(MapField<string, Value> payload, string field) => payload.TryGetValue(field, out var value) ? value.IntegerValue : 0;

    private static IReadOnlyList<string> Tags(MapField<string, Value> payload)
        => payload.TryGetValue(ChunkPayload.Tags, out var value) && value.ListValue is { } list ? [.. list.Values.Select(static tag => tag.StringValue)] : [];

    private static DateTimeOffset? Time(MapField<string, Value> payload)
        => DateTimeOffset.TryParse(Text(payload, ChunkPayload.PublishedAt), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time : null;
}
