namespace EventAi.Emulators.Qdrant.Api.Grpc.Points;

/// <summary>Several older discover calls of one collection, answered in order.</summary>
internal sealed class DiscoverBatch(CollectionStore store)
    : PointsOperation<Wire.DiscoverBatchPoints, Wire.DiscoverBatchResponse>(Wire.DiscoverBatchPoints.Parser)
{
    public override Wire.DiscoverBatchResponse Handle(Wire.DiscoverBatchPoints request, Elapsed elapsed)
    {
        var collection = store.Get(request.CollectionName);
        return new Wire.DiscoverBatchResponse
        {
            Result = { Results.RunBatch(collection, request.DiscoverPoints, one => Results.Run(collection, Plans.ToPlan(store, one), one.WithPayload, one.WithVectors)) },
            Time = elapsed.Seconds,
        };
    }
}
