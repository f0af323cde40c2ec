namespace EventAi.Emulators.Qdrant.Api.Grpc.Points;

/// <summary>Takes a named vector from a collection and from all its points.</summary>
internal sealed class DeleteVectorName(CollectionStore store)
    : PointsOperation<Wire.DeleteVectorNameRequest, Wire.PointsOperationResponse>(Wire.DeleteVectorNameRequest.Parser)
{
    public override Wire.PointsOperationResponse Handle(Wire.DeleteVectorNameRequest request, Elapsed elapsed)
    {
        var collection = store.Get(request.CollectionName);
        collection.Update(current => CollectionConfigs.Remove(current, request.VectorName));
        return Answers.ToUpdated(collection.Sequence, request.Wait, elapsed);
    }
}
