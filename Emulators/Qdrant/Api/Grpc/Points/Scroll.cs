namespace EventAi.Emulators.Qdrant.Api.Grpc.Points;

/// <summary>Reads points in the order of their ids, page by page, or the first ones by a payload value.</summary>
internal sealed class Scroll(CollectionStore store)
    : PointsOperation<Wire.ScrollPoints, Wire.ScrollResponse>(Wire.ScrollPoints.Parser)
{
    public override Wire.ScrollResponse Handle(Wire.ScrollPoints request, Elapsed elapsed)
    {
        if (request.HasLimit && request.Limit == 0)
        {
            throw StoreException.Validation("limit", "value 0 invalid, must be 1 or larger");
        }
        var collection = store.Get(request.CollectionName);
        var filter = Filters.ToFilterOrNull(request.Filter);
        var limit = request.HasLimit ? (int)Math.Min(request.Limit, int.MaxValue) : 10;
        StrictMode.CheckRead(collection, filter, limit);
        var vectors = Selectors.ToVectors(request.WithVectors);
        if (request.OrderBy is not null && request.Offset is not null)
        {
            throw StoreException.BadRequest(
                "Cannot use an `offset` when using `order_by`. The alternative for paging is to use `order_by.start_from` and a filter to exclude the IDs that you've already seen for the `order_by.start_from` value");
        }
        var (points, next) = request.OrderBy is null
            ? collection.Scroll(filter, request.Offset is null ? null : PointIds.ToKey(request.Offset), limit, vectors)
            : (collection.Scroll(filter, Plans.ToOrder(request.OrderBy), limit, vectors), null);
        var payload = Selectors.ToPayload(request.WithPayload);
        return new Wire.ScrollResponse
        {
            Result = { points.Select(record => Answers.ToRetrieved(record, payload)) },
            NextPageOffset = next is { } id ? PointIds.ToWire(id) : null,
            Time = elapsed.Seconds,
        };
    }
}
