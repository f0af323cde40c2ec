namespace EventAi.Emulators.Qdrant.Api.Grpc.Points;

/// <summary>Counts the points that pass a filter; always exactly.</summary>
internal sealed class Count(CollectionStore store)
    : PointsOperation<Wire.CountPoints, Wire.CountResponse>(Wire.CountPoints.Parser)
{
    public override Wire.CountResponse Handle(Wire.CountPoints request, Elapsed elapsed)
    {
        var collection = store.Get(request.CollectionName);
        var filter = Filters.ToFilterOrNull(request.Filter);
        StrictMode.CheckRead(collection, filter);
        var count = collection.Count(filter);
        return new Wire.CountResponse { Result = new Wire.CountResult { Count = (ulong)count }, Time = elapsed.Seconds };
    }
}
