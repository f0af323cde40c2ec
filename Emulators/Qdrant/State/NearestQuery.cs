using EventAi.Emulators.Qdrant.State.Filters;

namespace EventAi.Emulators.Qdrant.State;

/// <summary>A search for the nearest points.</summary>
/// <param name="Vector">The target; null where <paramref name="Example"/> names a point whose vector is the target.</param>
/// <param name="Example">A point of the collection; it is not among the results.</param>
/// <param name="Using">The vector's name.</param>
/// <param name="Threshold">Lowest score, or greatest where the metric counts distance.</param>
internal sealed record NearestQuery(
    float[]? Vector, PointKey? Example, string Using, PointFilter? Filter, float? Threshold, int Limit, int Offset, VectorSelection Vectors);
