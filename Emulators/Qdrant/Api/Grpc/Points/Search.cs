namespace EventAi.Emulators.Qdrant.Api.Grpc.Points;

/// <summary>The older search call: the points nearest to a vector.</summary>
internal sealed class Search(CollectionStore store)
    : PointsOperation<Wire.SearchPoints, Wire.SearchResponse>(Wire.SearchPoints.Parser)
{
    public override Wire.SearchResponse Handle(Wire.SearchPoints request, Elapsed elapsed)
        => new() { Result = { Results.Run(store.Get(request.CollectionName), Plans.ToPlan(request), request.WithPayload, request.WithVectors) }, Time = elapsed.Seconds };
}
