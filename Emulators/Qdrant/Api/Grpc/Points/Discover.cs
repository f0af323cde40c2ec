namespace EventAi.Emulators.Qdrant.Api.Grpc.Points;

/// <summary>The older call for points in a region that pairs of examples delimit.</summary>
internal sealed class Discover(CollectionStore store)
    : PointsOperation<Wire.DiscoverPoints, Wire.DiscoverResponse>(Wire.DiscoverPoints.Parser)
{
    public override Wire.DiscoverResponse Handle(Wire.DiscoverPoints request, Elapsed elapsed)
        => new() { Result = { Results.Run(store.Get(request.CollectionName), Plans.ToPlan(store, request), request.WithPayload, request.WithVectors) }, Time = elapsed.Seconds };
}
