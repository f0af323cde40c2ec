using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace EventAi.Contracts;

/// <summary>One alert per fraudulent-looking transaction; the event id is derived from the transaction id, so a redelivery repeats it.</summary>
public sealed record HighRiskTransaction : IEvent<HighRiskTransaction>
{
    public static string Topic => Topics.FraudAlerts;
    public static string EventType => "eventai.transaction.high-risk.v1";
    public static JsonTypeInfo<HighRiskTransaction> JsonTypeInfo => ContractsJson.Default.HighRiskTransaction;

    public required Guid EventId { get; init; }
    public required DateTimeOffset Timestamp { get; init; }
    [Length(1, 64)]
    public required string TransactionId { get; init; }

    [Length(1, 64)]
    public required string CardId { get; init; }

    [Length(1, 64)]
    public required string TerminalId { get; init; }

    /// <summary>In the card's currency.</summary>
    [Range(0.01, 10_000_000)]
    public required decimal Amount { get; init; }

    /// <summary>When the card was used, UTC.</summary>
    public required DateTimeOffset OccurredAt { get; init; }

    /// <summary>Probability of fraud.</summary>
    [Range(0.0, 1.0)]
    public required double Score { get; init; }

    /// <summary>The score from which on a transaction is alerted.</summary>
    [Range(0.0, 1.0)]
    public required double Threshold { get; init; }

    /// <summary>Names of the features that raised the score most, strongest first.</summary>
    public required IReadOnlyList<string> ReasonCodes { get; init; }

    [Length(1, 256)]
    public required string ModelId { get; init; }

    [Length(1, 256)]
    public required string ModelVersion { get; init; }

    [JsonIgnore]
    public string Key => CardId;
}
