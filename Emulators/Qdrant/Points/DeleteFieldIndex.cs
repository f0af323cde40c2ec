using EventAi.Emulators.Qdrant.Conversion;
using EventAi.Emulators.Qdrant.State;

namespace EventAi.Emulators.Qdrant.Points;

/// <summary>Deletes a payload index.</summary>
internal sealed class DeleteFieldIndex(CollectionStore store)
    : PointsOperation<Wire.DeleteFieldIndexCollection, Wire.PointsOperationResponse>(Wire.DeleteFieldIndexCollection.Parser)
{
    public override Wire.PointsOperationResponse Handle(Wire.DeleteFieldIndexCollection request, Elapsed elapsed)
        => Answers.ToUpdated(store.Get(request.CollectionName).DeleteIndex(request.FieldName), request.Wait, elapsed);
}
