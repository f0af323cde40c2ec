using Qdrant.Client.Grpc;

namespace EventAi.Retrieval.Search;

/// <summary>What each arm found, best first; an arm that was not asked found nothing.</summary>
internal sealed record ArmResults(IReadOnlyList<ScoredPoint> Dense, IReadOnlyList<ScoredPoint> Sparse, string? Degraded);
