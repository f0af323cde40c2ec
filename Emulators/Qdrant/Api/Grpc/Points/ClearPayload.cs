namespace EventAi.Emulators.Qdrant.Api.Grpc.Points;

/// <summary>Deletes the whole payload.</summary>
internal sealed class ClearPayload(CollectionStore store)
    : PointsOperation<Wire.ClearPayloadPoints, Wire.PointsOperationResponse>(Wire.ClearPayloadPoints.Parser)
{
    public override Wire.PointsOperationResponse Handle(Wire.ClearPayloadPoints request, Elapsed elapsed)
        => Answers.ToUpdated(store.Get(request.CollectionName).ClearPayload(Selectors.ToSelection(request.Points)), request.Wait, elapsed);
}
