namespace EventAi.Emulators.Qdrant.Api.Grpc.Points;

/// <summary>Several queries of one collection, answered in order.</summary>
internal sealed class QueryBatch(CollectionStore store)
    : PointsOperation<Wire.QueryBatchPoints, Wire.QueryBatchResponse>(Wire.QueryBatchPoints.Parser)
{
    public override Wire.QueryBatchResponse Handle(Wire.QueryBatchPoints request, Elapsed elapsed)
    {
        var collection = store.Get(request.CollectionName);
        return new Wire.QueryBatchResponse
        {
            Result = { Results.RunBatch(collection, request.QueryPoints, one => Results.Run(collection, Plans.ToPlan(store, one), one.WithPayload, one.WithVectors)) },
            Time = elapsed.Seconds,
        };
    }
}
