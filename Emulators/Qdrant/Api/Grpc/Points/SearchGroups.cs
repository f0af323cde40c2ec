namespace EventAi.Emulators.Qdrant.Api.Grpc.Points;

/// <summary>The older search call with its results grouped by a payload value.</summary>
internal sealed class SearchGroups(CollectionStore store)
    : PointsOperation<Wire.SearchPointGroups, Wire.SearchGroupsResponse>(Wire.SearchPointGroups.Parser)
{
    public override Wire.SearchGroupsResponse Handle(Wire.SearchPointGroups request, Elapsed elapsed)
        => new()
        {
            Result = Results.RunGroups(
                store, store.Get(request.CollectionName), Plans.ToPlan(request), request.GroupBy, request.GroupSize, request.WithPayload, request.WithVectors, request.WithLookup),
            Time = elapsed.Seconds,
        };
}
