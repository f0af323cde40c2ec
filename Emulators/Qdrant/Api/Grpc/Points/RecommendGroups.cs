namespace EventAi.Emulators.Qdrant.Api.Grpc.Points;

/// <summary>The older recommend call with its results grouped by a payload value.</summary>
internal sealed class RecommendGroups(CollectionStore store)
    : PointsOperation<Wire.RecommendPointGroups, Wire.RecommendGroupsResponse>(Wire.RecommendPointGroups.Parser)
{
    public override Wire.RecommendGroupsResponse Handle(Wire.RecommendPointGroups request, Elapsed elapsed)
        => new()
        {
            Result = Results.RunGroups(
                store, store.Get(request.CollectionName), Plans.ToPlan(store, request), request.GroupBy, request.GroupSize, request.WithPayload, request.WithVectors, request.WithLookup),
            Time = elapsed.Seconds,
        };
}
