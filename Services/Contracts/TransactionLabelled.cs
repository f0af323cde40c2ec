using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace EventAi.Contracts;

/// <summary>What a transaction turned out to be: an investigator's verdict or a cardholder's complaint, mostly days later. The latest label of a transaction holds.</summary>
public sealed record TransactionLabelled : IEvent<TransactionLabelled>
{
    public static string Topic => Topics.TransactionsLabelled;
    public static string EventType => "eventai.transaction.labelled.v1";
    public static JsonTypeInfo<TransactionLabelled> JsonTypeInfo => ContractsJson.Default.TransactionLabelled;

    public required Guid EventId { get; init; }
    public required DateTimeOffset Timestamp { get; init; }
    [Length(1, 64)]
    public required string TransactionId { get; init; }

    [Length(1, 64)]
    public required string CardId { get; init; }

    [Length(1, 64)]
    public required string TerminalId { get; init; }

    /// <summary>When the card was used, UTC.</summary>
    public required DateTimeOffset OccurredAt { get; init; }

    /// <summary>True: a confirmed fraud; false: confirmed genuine.</summary>
    public required bool IsFraud { get; init; }

    [JsonIgnore]
    public string Key => CardId;
}
