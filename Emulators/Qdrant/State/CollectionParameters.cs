namespace EventAi.Emulators.Qdrant.State;

/// <summary>What a collection is created with. The unnamed vector has the name "".</summary>
/// <param name="Name">Unique among collections and aliases.</param>
/// <param name="Vectors">By vector name.</param>
/// <param name="Description">The creator's full configuration, kept as bytes and given back as it came.</param>
internal sealed record CollectionParameters(string Name, IReadOnlyDictionary<string, VectorParameters> Vectors, byte[] Description)
{
    public const int MaxSize = 65536;

    /// <summary>Null where the collection is not in strict mode.</summary>
    public StrictSettings? Strict { get; init; }

    public VectorParameters Vector(string name)
        => Vectors.TryGetValue(name, out var parameters) ? parameters : throw StoreException.BadInput($"Not existing vector name error: {name}");
}
