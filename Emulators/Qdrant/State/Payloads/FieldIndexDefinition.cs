namespace EventAi.Emulators.Qdrant.State.Payloads;

/// <summary>An index that a client asked for.</summary>
/// <param name="Field">The payload path.</param>
/// <param name="Type">Decides which values are indexed.</param>
/// <param name="Description">The client's parameters, kept as bytes and given back as they came.</param>
internal sealed record FieldIndexDefinition(string Field, FieldIndexType Type, byte[] Description)
{
    /// <summary>An integer index answers match conditions.</summary>
    public bool Lookup { get; init; } = true;

    /// <summary>An integer index answers range conditions and orders.</summary>
    public bool Range { get; init; } = true;

    public TextOptions Text { get; init; } = TextOptions.Default;
}
