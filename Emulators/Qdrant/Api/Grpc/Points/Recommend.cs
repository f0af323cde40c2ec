namespace EventAi.Emulators.Qdrant.Api.Grpc.Points;

/// <summary>The older call for points like some and unlike others.</summary>
internal sealed class Recommend(CollectionStore store)
    : PointsOperation<Wire.RecommendPoints, Wire.RecommendResponse>(Wire.RecommendPoints.Parser)
{
    public override Wire.RecommendResponse Handle(Wire.RecommendPoints request, Elapsed elapsed)
        => new() { Result = { Results.Run(store.Get(request.CollectionName), Plans.ToPlan(store, request), request.WithPayload, request.WithVectors) }, Time = elapsed.Seconds };
}
