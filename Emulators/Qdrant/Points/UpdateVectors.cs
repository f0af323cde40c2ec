using EventAi.Emulators.Qdrant.Conversion;
using EventAi.Emulators.Qdrant.State;

namespace EventAi.Emulators.Qdrant.Points;

/// <summary>Replaces vectors of existing points. A conditional update is not emulated.</summary>
internal sealed class UpdateVectors(CollectionStore store)
    : PointsOperation<Wire.UpdatePointVectors, Wire.PointsOperationResponse>(Wire.UpdatePointVectors.Parser)
{
    public override Wire.PointsOperationResponse Handle(Wire.UpdatePointVectors request, Elapsed elapsed)
    {
        if (request.UpdateFilter is not null)
        {
            throw StoreException.Unsupported("A conditional update of vectors");
        }
        var points = request.Points.Select(point => new NewPoint(PointIds.ToKey(point.Id), Vectors.ToVectors(point.Vectors), Payload.Empty));
        return Answers.ToUpdated(store.Get(request.CollectionName).UpdateVectors([.. points]), request.Wait, elapsed);
    }
}
