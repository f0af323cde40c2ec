using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace EventAi.Contracts;

/// <summary>The model's verdict on one transaction.</summary>
public sealed record TransactionScored : IEvent<TransactionScored>
{
    public static string Topic => Topics.TransactionsScored;
    public static string EventType => "eventai.transaction.scored.v1";
    public static JsonTypeInfo<TransactionScored> JsonTypeInfo => ContractsJson.Default.TransactionScored;

    public required Guid EventId { get; init; }
    public required DateTimeOffset Timestamp { get; init; }
    [Length(1, 64)]
    public required string TransactionId { get; init; }

    [Length(1, 64)]
    public required string CardId { get; init; }

    /// <summary>Probability of fraud.</summary>
    [Range(0.0, 1.0)]
    public required double Score { get; init; }

    [Length(1, 256)]
    public required string ModelId { get; init; }

    [Length(1, 256)]
    public required string ModelVersion { get; init; }

    /// <summary>When the card was used, UTC.</summary>
    public DateTimeOffset? OccurredAt { get; init; }

    /// <summary>What a second model said of the same transaction, where one runs in the shadow.</summary>
    public ShadowScore? Shadow { get; init; }

    [JsonIgnore]
    public string Key => CardId;
}
