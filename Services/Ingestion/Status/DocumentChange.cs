namespace EventAi.Ingestion.Status;

/// <summary>A document's version came into a state.</summary>
/// <param name="Position">In the stream of changes; go on after it.</param>
/// <param name="Id">The document.</param>
/// <param name="Version">Its version.</param>
/// <param name="State">The state that it came into.</param>
public sealed record DocumentChange(string Position, string Id, long Version, DocumentState State);
