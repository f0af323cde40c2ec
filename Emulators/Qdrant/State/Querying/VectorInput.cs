namespace EventAi.Emulators.Qdrant.State.Querying;

/// <summary>A vector that a query compares with: given, or that of a point (which is then not among the results).</summary>
internal abstract record VectorInput
{
    public sealed record Given(VectorData Vector) : VectorInput;

    public sealed record OfPoint(PointKey Id) : VectorInput;
}
