using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace EventAi.Contracts;

/// <summary>Someone judged an answer: what a search should find for its question.</summary>
public sealed record AnswerRated : IEvent<AnswerRated>
{
    public static string Topic => Topics.AnswersRated;
    public static string EventType => "eventai.answer.rated.v1";
    public static JsonTypeInfo<AnswerRated> JsonTypeInfo => ContractsJson.Default.AnswerRated;

    public required Guid EventId { get; init; }
    public required DateTimeOffset Timestamp { get; init; }
    public required Guid AnswerId { get; init; }

    /// <summary>Without personal data.</summary>
    [Length(1, 100_000)]
    public required string Question { get; init; }

    public required bool Helpful { get; init; }

    /// <summary>What the answer cites, or what the judge named.</summary>
    [Length(0, 100)]
    public required IReadOnlyList<RatedDocument> Documents { get; init; }

    /// <summary>In the judge's own words, without personal data; empty where there are none.</summary>
    [Length(0, 4096)]
    public string Comment { get; init => field = value ?? ""; } = "";

    /// <summary>Empty where the question belonged to none.</summary>
    [Length(0, 64)]
    public string ConversationId { get; init => field = value ?? ""; } = "";

    [Length(1, 256)]
    public required string ModelId { get; init; }

    [Length(1, 256)]
    public required string ModelVersion { get; init; }

    [JsonIgnore]
    public string Key => AnswerId.ToString();
}
