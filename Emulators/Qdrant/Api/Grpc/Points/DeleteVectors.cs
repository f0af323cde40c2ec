namespace EventAi.Emulators.Qdrant.Api.Grpc.Points;

/// <summary>Takes named vectors from points.</summary>
internal sealed class DeleteVectors(CollectionStore store)
    : PointsOperation<Wire.DeletePointVectors, Wire.PointsOperationResponse>(Wire.DeletePointVectors.Parser)
{
    public override Wire.PointsOperationResponse Handle(Wire.DeletePointVectors request, Elapsed elapsed)
        => Answers.ToUpdated(
            store.Get(request.CollectionName).DeleteVectors(
                Selectors.ToSelection(request.PointsSelector), [.. request.Vectors?.Names ?? throw StoreException.Malformed("DeletePointVectors.vectors is missing")]),
            request.Wait,
            elapsed);
}
