namespace EventAi.Emulators.Qdrant.Api.Grpc.Points;

/// <summary>Sets payload keys and leaves the others, at the top or inside the object at a key.</summary>
internal sealed class SetPayload(CollectionStore store)
    : PointsOperation<Wire.SetPayloadPoints, Wire.PointsOperationResponse>(Wire.SetPayloadPoints.Parser)
{
    public override Wire.PointsOperationResponse Handle(Wire.SetPayloadPoints request, Elapsed elapsed)
        => Answers.ToUpdated(
            store.Get(request.CollectionName).SetPayload(
                Selectors.ToSelection(request.PointsSelector), Payloads.ToPayload(request.Payload), request.HasKey ? PayloadPath.Parse(request.Key) : null),
            request.Wait,
            elapsed);
}
