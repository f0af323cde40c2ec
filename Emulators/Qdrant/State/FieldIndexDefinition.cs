namespace EventAi.Emulators.Qdrant.State;

/// <summary>An index that a client asked for.</summary>
/// <param name="Field">The payload path.</param>
/// <param name="Type">Decides which values are indexed.</param>
/// <param name="Description">The client's parameters, kept as bytes and given back as they came.</param>
internal sealed record FieldIndexDefinition(string Field, FieldIndexType Type, byte[] Description);
