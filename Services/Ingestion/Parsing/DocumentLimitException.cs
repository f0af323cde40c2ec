namespace EventAi.Ingestion.Parsing;

/// <summary>A document that goes over a limit, or is not what it says; the message is for its owner and holds nothing of its content.</summary>
public sealed class DocumentLimitException(string message) : Exception(message);
