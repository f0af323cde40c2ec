namespace EventAi.Emulators.Qdrant.Api.Grpc.Points;

/// <summary>Several older recommend calls of one collection, answered in order.</summary>
internal sealed class RecommendBatch(CollectionStore store)
    : PointsOperation<Wire.RecommendBatchPoints, Wire.RecommendBatchResponse>(Wire.RecommendBatchPoints.Parser)
{
    public override Wire.RecommendBatchResponse Handle(Wire.RecommendBatchPoints request, Elapsed elapsed)
    {
        var collection = store.Get(request.CollectionName);
        return new Wire.RecommendBatchResponse
        {
            Result = { Results.RunBatch(collection, request.RecommendPoints, one => Results.Run(collection, Plans.ToPlan(store, one), one.WithPayload, one.WithVectors)) },
            Time = elapsed.Seconds,
        };
    }
}
