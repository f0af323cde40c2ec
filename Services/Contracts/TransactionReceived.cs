using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace EventAi.Contracts;

/// <summary>A card was used at a terminal.</summary>
public sealed record TransactionReceived : IEvent<TransactionReceived>
{
    public static string Topic => Topics.TransactionsReceived;
    public static string EventType => "eventai.transaction.received.v1";
    public static JsonTypeInfo<TransactionReceived> JsonTypeInfo => ContractsJson.Default.TransactionReceived;

    public required Guid EventId { get; init; }
    public required DateTimeOffset Timestamp { get; init; }
    [Length(1, 64)]
    public required string TransactionId { get; init; }

    [Length(1, 64)]
    public required string CardId { get; init; }

    [Length(1, 64)]
    public required string TerminalId { get; init; }

    /// <summary>In the card's currency; above zero.</summary>
    [Range(0.01, 10_000_000)]
    public required decimal Amount { get; init; }

    /// <summary>ISO 18245 merchant category code.</summary>
    [Range(0, 9999)]
    public required int MerchantCategoryCode { get; init; }

    /// <summary>The terminal stands in another country than the card's.</summary>
    public required bool IsInternational { get; init; }

    /// <summary>When the card was used, UTC: the event time of every window.</summary>
    public required DateTimeOffset OccurredAt { get; init; }

    [JsonIgnore]
    public string Key => CardId;
}
