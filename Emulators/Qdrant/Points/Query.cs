using EventAi.Emulators.Qdrant.Conversion;
using EventAi.Emulators.Qdrant.State;

namespace EventAi.Emulators.Qdrant.Points;

/// <summary>The universal query: see <see cref="Queries"/> for the kinds that are emulated.</summary>
internal sealed class Query(CollectionStore store)
    : PointsOperation<Wire.QueryPoints, Wire.QueryResponse>(Wire.QueryPoints.Parser)
{
    public override Wire.QueryResponse Handle(Wire.QueryPoints request, Elapsed elapsed)
        => new() { Result = { Queries.Run(store.Get(request.CollectionName), request) }, Time = elapsed.Seconds };
}
