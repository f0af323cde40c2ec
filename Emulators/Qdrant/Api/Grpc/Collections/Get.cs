namespace EventAi.Emulators.Qdrant.Api.Grpc.Collections;

/// <summary>Configuration, number of points and payload indexes of a collection. Its status is yellow while vectors are being indexed.</summary>
internal sealed class Get(CollectionStore store)
    : CollectionsOperation<Wire.GetCollectionInfoRequest, Wire.GetCollectionInfoResponse>(Wire.GetCollectionInfoRequest.Parser)
{
    public override Wire.GetCollectionInfoResponse Handle(Wire.GetCollectionInfoRequest request, Elapsed elapsed)
    {
        var collection = store.Get(request.CollectionName);
        var summary = collection.Summarize();
        var info = new Wire.CollectionInfo
        {
            Status = summary.IsIndexing ? Wire.CollectionStatus.Yellow : Wire.CollectionStatus.Green,
            OptimizerStatus = new Wire.OptimizerStatus { Ok = true },
            SegmentsCount = 1,
            UpdateQueue = new Wire.UpdateQueueInfo(),
            PointsCount = (ulong)summary.Points,
            IndexedVectorsCount = (ulong)summary.IndexedVectors,
            Config = CollectionConfigs.Read(collection.Parameters),
        };
        foreach (var (index, points) in summary.Indexes)
        {
            info.PayloadSchema[index.Field] = FieldIndexes.ToSchema(index, points);
        }
        return new Wire.GetCollectionInfoResponse { Result = info, Time = elapsed.Seconds };
    }
}
