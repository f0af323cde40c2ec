using EventAi.Emulators.Qdrant.Conversion;
using EventAi.Emulators.Qdrant.State;

namespace EventAi.Emulators.Qdrant.Points;

/// <summary>Inserts points or replaces them whole. A conditional upsert (update_filter, update_mode) is not emulated.</summary>
internal sealed class Upsert(CollectionStore store)
    : PointsOperation<Wire.UpsertPoints, Wire.PointsOperationResponse>(Wire.UpsertPoints.Parser)
{
    public override Wire.PointsOperationResponse Handle(Wire.UpsertPoints request, Elapsed elapsed)
    {
        if (request.UpdateFilter is not null || (request.HasUpdateMode && request.UpdateMode != Wire.UpdateMode.Upsert))
        {
            throw StoreException.Unsupported("A conditional upsert");
        }
        var points = request.Points.Select(point => new NewPoint(PointIds.ToKey(point.Id), Vectors.ToVectors(point.Vectors), Payloads.ToPayload(point.Payload)));
        return Answers.ToUpdated(store.Get(request.CollectionName).Upsert([.. points]), request.Wait, elapsed);
    }
}
