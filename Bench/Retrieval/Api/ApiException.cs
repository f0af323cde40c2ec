namespace EventAi.Bench.Retrieval.Api;

/// <summary>The system did not do what it was asked. The message is one line for the user.</summary>
internal sealed class ApiException(string message) : Exception(message);
