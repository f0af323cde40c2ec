namespace EventAi.Emulators.Qdrant.Api.Grpc.Points;

/// <summary>Replaces the whole payload, or the object at a key.</summary>
internal sealed class OverwritePayload(CollectionStore store)
    : PointsOperation<Wire.SetPayloadPoints, Wire.PointsOperationResponse>(Wire.SetPayloadPoints.Parser)
{
    public override Wire.PointsOperationResponse Handle(Wire.SetPayloadPoints request, Elapsed elapsed)
        => Answers.ToUpdated(
            store.Get(request.CollectionName).OverwritePayload(
                Selectors.ToSelection(request.PointsSelector), Payloads.ToPayload(request.Payload), request.HasKey ? PayloadPath.Parse(request.Key) : null),
            request.Wait,
            elapsed);
}
