namespace EventAi.Retrieval;

/// <summary>A question to be answered from the documents.</summary>
public sealed record AskRequest(string? Question);
