using EventAi.Emulators.Qdrant.Conversion;
using EventAi.Emulators.Qdrant.State;

namespace EventAi.Emulators.Qdrant.Points;

/// <summary>Reads points in the order of their ids, page by page. order_by is not emulated.</summary>
internal sealed class Scroll(CollectionStore store)
    : PointsOperation<Wire.ScrollPoints, Wire.ScrollResponse>(Wire.ScrollPoints.Parser)
{
    public override Wire.ScrollResponse Handle(Wire.ScrollPoints request, Elapsed elapsed)
    {
        if (request.OrderBy is not null)
        {
            throw StoreException.Unsupported("Scrolling with order_by");
        }
        if (request.HasLimit && request.Limit == 0)
        {
            throw StoreException.Validation("limit", "value 0 invalid, must be 1 or larger");
        }
        var (points, next) = store.Get(request.CollectionName).Scroll(
            Filters.ToFilterOrNull(request.Filter),
            request.Offset is null ? null : PointIds.ToKey(request.Offset),
            request.HasLimit ? (int)Math.Min(request.Limit, int.MaxValue) : 10,
            Selectors.ToVectors(request.WithVectors));
        var payload = Selectors.ToPayload(request.WithPayload);
        return new Wire.ScrollResponse
        {
            Result = { points.Select(record => Answers.ToRetrieved(record, payload)) },
            NextPageOffset = next is { } id ? PointIds.ToWire(id) : null,
            Time = elapsed.Seconds,
        };
    }
}
