namespace EventAi.Emulators.Qdrant.State.Storage;

/// <summary>
/// A change to a collection as it is logged and applied: always the outcome (the whole payload, the resolved ids), never the request, so
/// that replaying one twice, or over a newer point file, gives the same state.
/// </summary>
internal abstract record Mutation
{
    /// <summary>The point holds exactly these vectors and this payload.</summary>
    public sealed record PutPoint(PointKey Id, IReadOnlyList<NamedVector> Vectors, Payload Payload) : Mutation;

    /// <summary>An existing point holds exactly this payload.</summary>
    public sealed record PutPayload(PointKey Id, Payload Payload) : Mutation;

    /// <summary>An existing point holds these vectors besides those of other names.</summary>
    public sealed record PutVectors(PointKey Id, IReadOnlyList<NamedVector> Vectors) : Mutation;

    /// <summary>An existing point holds no vectors of these names.</summary>
    public sealed record DropVectors(PointKey Id, IReadOnlyList<string> Names) : Mutation;

    public sealed record DropPoint(PointKey Id) : Mutation;

    public sealed record PutIndex(FieldIndexDefinition Index) : Mutation;

    public sealed record DropIndex(string Field) : Mutation;
}
