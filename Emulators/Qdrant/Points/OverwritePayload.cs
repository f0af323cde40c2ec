using EventAi.Emulators.Qdrant.Conversion;
using EventAi.Emulators.Qdrant.State;

namespace EventAi.Emulators.Qdrant.Points;

/// <summary>Replaces the whole payload. Overwriting at a key is not emulated.</summary>
internal sealed class OverwritePayload(CollectionStore store)
    : PointsOperation<Wire.SetPayloadPoints, Wire.PointsOperationResponse>(Wire.SetPayloadPoints.Parser)
{
    public override Wire.PointsOperationResponse Handle(Wire.SetPayloadPoints request, Elapsed elapsed)
    {
        if (request.HasKey)
        {
            throw StoreException.Unsupported("Overwriting the payload at a key");
        }
        var collection = store.Get(request.CollectionName);
        return Answers.ToUpdated(
            collection.OverwritePayload(Selectors.ToSelection(request.PointsSelector), Payloads.ToPayload(request.Payload)), request.Wait, elapsed);
    }
}
