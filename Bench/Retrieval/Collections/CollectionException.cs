namespace EventAi.Bench.Retrieval.Collections;

/// <summary>The collection cannot be read. The message is one line for the user.</summary>
internal sealed class CollectionException(string message) : Exception(message);
