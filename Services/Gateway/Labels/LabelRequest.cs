using EventAi.Contracts;

namespace EventAi.Gateway.Labels;

/// <summary>What a transaction turned out to be, alerted or not: a chargeback, a complaint; see <see cref="TransactionLabelled"/>.</summary>
internal sealed record LabelRequest
{
    public required string CardId { get; init; }

    public required string TerminalId { get; init; }

    /// <summary>When the card was used, UTC.</summary>
    public required DateTimeOffset OccurredAt { get; init; }

    public required bool IsFraud { get; init; }

    public TransactionLabelled Labelled(string transactionId, DateTimeOffset now) => new()
    {
        EventId = Guid.CreateVersion7(now),
        Timestamp = now,
        TransactionId = transactionId,
        CardId = CardId,
        TerminalId = TerminalId,
        OccurredAt = OccurredAt,
        IsFraud = IsFraud,
    };
}
