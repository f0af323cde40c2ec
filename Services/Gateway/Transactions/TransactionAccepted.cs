namespace EventAi.Gateway.Transactions;

/// <summary>Answer to a submitted transaction, with the W3C trace id of all that follows.</summary>
internal sealed record TransactionAccepted(string TransactionId, string? TraceId);
