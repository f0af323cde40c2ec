namespace EventAi.Emulators.Qdrant.Api.Grpc.Points;

/// <summary>Deletes payload keys.</summary>
internal sealed class DeletePayload(CollectionStore store)
    : PointsOperation<Wire.DeletePayloadPoints, Wire.PointsOperationResponse>(Wire.DeletePayloadPoints.Parser)
{
    public override Wire.PointsOperationResponse Handle(Wire.DeletePayloadPoints request, Elapsed elapsed)
        => Answers.ToUpdated(
            store.Get(request.CollectionName).DeletePayload(Selectors.ToSelection(request.PointsSelector), [.. request.Keys.Select(PayloadPath.Parse)]),
            request.Wait,
            elapsed);
}
