namespace EventAi.Emulators.Qdrant.Api.Grpc.Points;

/// <summary>Deletes points by ids or by a filter; ids that do not exist are passed over.</summary>
internal sealed class Delete(CollectionStore store)
    : PointsOperation<Wire.DeletePoints, Wire.PointsOperationResponse>(Wire.DeletePoints.Parser)
{
    public override Wire.PointsOperationResponse Handle(Wire.DeletePoints request, Elapsed elapsed)
        => Answers.ToUpdated(store.Get(request.CollectionName).Delete(Selectors.ToSelection(request.Points)), request.Wait, elapsed);
}
