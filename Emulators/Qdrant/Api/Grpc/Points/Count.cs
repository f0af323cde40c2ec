namespace EventAi.Emulators.Qdrant.Api.Grpc.Points;

/// <summary>Counts the points that pass a filter; always exactly.</summary>
internal sealed class Count(CollectionStore store)
    : PointsOperation<Wire.CountPoints, Wire.CountResponse>(Wire.CountPoints.Parser)
{
    public override Wire.CountResponse Handle(Wire.CountPoints request, Elapsed elapsed)
    {
        var count = store.Get(request.CollectionName).Count(Filters.ToFilterOrNull(request.Filter));
        return new Wire.CountResponse { Result = new Wire.CountResult { Count = (ulong)count }, Time = elapsed.Seconds };
    }
}
