using EventAi.Emulators.Qdrant.Conversion;
using EventAi.Emulators.Qdrant.State;

namespace EventAi.Emulators.Qdrant.Points;

/// <summary>Several older search calls of one collection, answered in order.</summary>
internal sealed class SearchBatch(CollectionStore store)
    : PointsOperation<Wire.SearchBatchPoints, Wire.SearchBatchResponse>(Wire.SearchBatchPoints.Parser)
{
    public override Wire.SearchBatchResponse Handle(Wire.SearchBatchPoints request, Elapsed elapsed)
    {
        var collection = store.Get(request.CollectionName);
        return new Wire.SearchBatchResponse
        {
            Result = { request.SearchPoints.Select(search => new Wire.BatchResult { Result = { Queries.Run(collection, search) } }) },
            Time = elapsed.Seconds,
        };
    }
}
