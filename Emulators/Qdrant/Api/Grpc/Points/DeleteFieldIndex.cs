namespace EventAi.Emulators.Qdrant.Api.Grpc.Points;

/// <summary>Deletes a payload index.</summary>
internal sealed class DeleteFieldIndex(CollectionStore store)
    : PointsOperation<Wire.DeleteFieldIndexCollection, Wire.PointsOperationResponse>(Wire.DeleteFieldIndexCollection.Parser)
{
    public override Wire.PointsOperationResponse Handle(Wire.DeleteFieldIndexCollection request, Elapsed elapsed)
        => Answers.ToUpdated(store.Get(request.CollectionName).DeleteIndex(request.FieldName), request.Wait, elapsed);
}
