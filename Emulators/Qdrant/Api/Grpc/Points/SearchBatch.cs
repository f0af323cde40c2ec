namespace EventAi.Emulators.Qdrant.Api.Grpc.Points;

/// <summary>Several older search calls of one collection, answered in order.</summary>
internal sealed class SearchBatch(CollectionStore store)
    : PointsOperation<Wire.SearchBatchPoints, Wire.SearchBatchResponse>(Wire.SearchBatchPoints.Parser)
{
    public override Wire.SearchBatchResponse Handle(Wire.SearchBatchPoints request, Elapsed elapsed)
    {
        var collection = store.Get(request.CollectionName);
        return new Wire.SearchBatchResponse
        {
            Result = { Results.RunBatch(collection, request.SearchPoints, one => Results.Run(collection, Plans.ToPlan(one), one.WithPayload, one.WithVectors)) },
            Time = elapsed.Seconds,
        };
    }
}
