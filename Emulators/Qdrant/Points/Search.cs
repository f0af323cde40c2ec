using EventAi.Emulators.Qdrant.Conversion;
using EventAi.Emulators.Qdrant.State;

namespace EventAi.Emulators.Qdrant.Points;

/// <summary>The older search call: the points nearest to a vector.</summary>
internal sealed class Search(CollectionStore store)
    : PointsOperation<Wire.SearchPoints, Wire.SearchResponse>(Wire.SearchPoints.Parser)
{
    public override Wire.SearchResponse Handle(Wire.SearchPoints request, Elapsed elapsed)
        => new() { Result = { Queries.Run(store.Get(request.CollectionName), request) }, Time = elapsed.Seconds };
}
