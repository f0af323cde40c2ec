namespace EventAi.Emulators.Qdrant.State;

/// <summary>The best points that share a payload value.</summary>
/// <param name="Key">A string or an integer.</param>
internal sealed record PointGroup(PayloadScalar Key, List<PointRecord> Hits);
