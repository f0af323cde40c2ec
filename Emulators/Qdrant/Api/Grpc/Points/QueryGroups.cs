namespace EventAi.Emulators.Qdrant.Api.Grpc.Points;

/// <summary>A query whose results are grouped by a payload value.</summary>
internal sealed class QueryGroups(CollectionStore store)
    : PointsOperation<Wire.QueryPointGroups, Wire.QueryGroupsResponse>(Wire.QueryPointGroups.Parser)
{
    public override Wire.QueryGroupsResponse Handle(Wire.QueryPointGroups request, Elapsed elapsed)
        => new()
        {
            Result = Results.RunGroups(
                store, store.Get(request.CollectionName), Plans.ToPlan(store, request), request.GroupBy, request.HasGroupSize ? request.GroupSize : 3, request.WithPayload, request.WithVectors, request.WithLookup),
            Time = elapsed.Seconds,
        };
}
