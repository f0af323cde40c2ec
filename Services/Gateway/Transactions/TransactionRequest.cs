using EventAi.Contracts;

namespace EventAi.Gateway.Transactions;

/// <summary>A card transaction as a client submits it; see <see cref="TransactionReceived"/>.</summary>
internal sealed record TransactionRequest
{
    /// <summary>The client's own id: sending the same one again changes nothing.</summary>
    public required string TransactionId { get; init; }

    public required string CardId { get; init; }

    public required string TerminalId { get; init; }

    public required decimal Amount { get; init; }

    public required int MerchantCategoryCode { get; init; }

    public bool IsInternational { get; init; }

    /// <summary>UTC; now where omitted.</summary>
    public DateTimeOffset? OccurredAt { get; init; }

    public TransactionReceived Received(Guid eventId, DateTimeOffset now) => new()
    {
        EventId = eventId,
        Timestamp = now,
        TransactionId = TransactionId,
        CardId = CardId,
        TerminalId = TerminalId,
        Amount = Amount,
        MerchantCategoryCode = MerchantCategoryCode,
        IsInternational = IsInternational,
        OccurredAt = OccurredAt ?? now,
    };
}
