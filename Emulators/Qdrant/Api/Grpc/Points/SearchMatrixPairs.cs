namespace EventAi.Emulators.Qdrant.Api.Grpc.Points;

/// <summary>The similarities among a random sample of points, as pairs of ids.</summary>
internal sealed class SearchMatrixPairs(CollectionStore store)
    : PointsOperation<Wire.SearchMatrixPoints, Wire.SearchMatrixPairsResponse>(Wire.SearchMatrixPoints.Parser)
{
    public override Wire.SearchMatrixPairsResponse Handle(Wire.SearchMatrixPoints request, Elapsed elapsed)
    {
        var (ids, pairs) = SearchMatrixOffsets.Compute(store, request);
        return new Wire.SearchMatrixPairsResponse
        {
            Result = new Wire.SearchMatrixPairs
            {
                Pairs =
                {
                    pairs.Select(pair => new Wire.SearchMatrixPair { A = PointIds.ToWire(ids[pair.Row]), B = PointIds.ToWire(ids[pair.Column]), Score = pair.Score }),
                },
            },
            Time = elapsed.Seconds,
        };
    }
}
