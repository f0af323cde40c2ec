using EventAi.Emulators.Qdrant.Conversion;
using EventAi.Emulators.Qdrant.State;

namespace EventAi.Emulators.Qdrant.Points;

/// <summary>Several queries of one collection, answered in order.</summary>
internal sealed class QueryBatch(CollectionStore store)
    : PointsOperation<Wire.QueryBatchPoints, Wire.QueryBatchResponse>(Wire.QueryBatchPoints.Parser)
{
    public override Wire.QueryBatchResponse Handle(Wire.QueryBatchPoints request, Elapsed elapsed)
    {
        var collection = store.Get(request.CollectionName);
        return new Wire.QueryBatchResponse
        {
            Result = { request.QueryPoints.Select(query => new Wire.BatchResult { Result = { Queries.Run(collection, query) } }) },
            Time = elapsed.Seconds,
        };
    }
}
