namespace EventAi.Emulators.Qdrant.Api.Grpc.Points;

/// <summary>Inserts points or replaces them whole; with a filter or a mode, only some.</summary>
internal sealed class Upsert(CollectionStore store)
    : PointsOperation<Wire.UpsertPoints, Wire.PointsOperationResponse>(Wire.UpsertPoints.Parser)
{
    public override Wire.PointsOperationResponse Handle(Wire.UpsertPoints request, Elapsed elapsed)
    {
        var collection = store.Get(request.CollectionName);
        StrictMode.CheckUpsert(collection, request.Points.Count);
        if (request.Points.Count == 0)
        {
            throw StoreException.BadRequest("Empty update request");
        }
        var points = request.Points.Select(point => new NewPoint(PointIds.ToKey(point.Id), Vectors.ToVectors(point.Vectors), Payloads.ToPayload(point.Payload)));
        var mode = request.UpdateMode switch
        {
            Wire.UpdateMode.InsertOnly => UpdateMode.InsertOnly,
            Wire.UpdateMode.UpdateOnly => UpdateMode.UpdateOnly,
            _ => UpdateMode.Upsert,
        };
        return Answers.ToUpdated(collection.Upsert([.. points], Filters.ToFilterOrNull(request.UpdateFilter), mode), request.Wait, elapsed);
    }
}
