namespace EventAi.Emulators.Qdrant.Api.Grpc.Points;

/// <summary>Replaces vectors of existing points; with a filter, only of those that pass.</summary>
internal sealed class UpdateVectors(CollectionStore store)
    : PointsOperation<Wire.UpdatePointVectors, Wire.PointsOperationResponse>(Wire.UpdatePointVectors.Parser)
{
    public override Wire.PointsOperationResponse Handle(Wire.UpdatePointVectors request, Elapsed elapsed)
    {
        var points = request.Points.Select(point => new NewPoint(PointIds.ToKey(point.Id), Vectors.ToVectors(point.Vectors), Payload.Empty));
        return Answers.ToUpdated(
            store.Get(request.CollectionName).UpdateVectors([.. points], Filters.ToFilterOrNull(request.UpdateFilter)), request.Wait, elapsed);
    }
}
