namespace EventAi.Emulators.Qdrant.Api.Grpc.Points;

/// <summary>The universal query: see <see cref="QueryKind"/>.</summary>
internal sealed class Query(CollectionStore store)
    : PointsOperation<Wire.QueryPoints, Wire.QueryResponse>(Wire.QueryPoints.Parser)
{
    public override Wire.QueryResponse Handle(Wire.QueryPoints request, Elapsed elapsed)
        => new() { Result = { Results.Run(store.Get(request.CollectionName), Plans.ToPlan(store, request), request.WithPayload, request.WithVectors) }, Time = elapsed.Seconds };
}
