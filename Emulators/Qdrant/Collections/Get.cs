using EventAi.Emulators.Qdrant.Conversion;
using EventAi.Emulators.Qdrant.State;

namespace EventAi.Emulators.Qdrant.Collections;

/// <summary>Configuration, number of points and payload indexes of a collection. Its status is always green: nothing is left to optimize.</summary>
internal sealed class Get(CollectionStore store)
    : CollectionsOperation<Wire.GetCollectionInfoRequest, Wire.GetCollectionInfoResponse>(Wire.GetCollectionInfoRequest.Parser)
{
    public override Wire.GetCollectionInfoResponse Handle(Wire.GetCollectionInfoRequest request, Elapsed elapsed)
    {
        var collection = store.Get(request.CollectionName);
        var summary = collection.Summarize();
        var info = new Wire.CollectionInfo
        {
            Status = Wire.CollectionStatus.Green,
            OptimizerStatus = new Wire.OptimizerStatus { Ok = true },
            SegmentsCount = 1,
            PointsCount = (ulong)summary.Points,
            IndexedVectorsCount = 0,
            Config = Wire.CollectionConfig.Parser.ParseFrom(collection.Parameters.Description),
        };
        foreach (var (index, points) in summary.Indexes)
        {
            info.PayloadSchema[index.Field] = FieldIndexes.ToSchema(index, points);
        }
        return new Wire.GetCollectionInfoResponse { Result = info, Time = elapsed.Seconds };
    }
}
