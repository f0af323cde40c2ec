namespace EventAi.Emulators.Qdrant.Api.Grpc.Points;

/// <summary>The similarities among a random sample of points, as rows and columns of a sparse matrix.</summary>
internal sealed class SearchMatrixOffsets(CollectionStore store)
    : PointsOperation<Wire.SearchMatrixPoints, Wire.SearchMatrixOffsetsResponse>(Wire.SearchMatrixPoints.Parser)
{
    public override Wire.SearchMatrixOffsetsResponse Handle(Wire.SearchMatrixPoints request, Elapsed elapsed)
    {
        var (ids, pairs) = Compute(store, request);
        return new Wire.SearchMatrixOffsetsResponse
        {
            Result = new Wire.SearchMatrixOffsets
            {
                OffsetsRow = { pairs.Select(pair => (ulong)pair.Row) },
                OffsetsCol = { pairs.Select(pair => (ulong)pair.Column) },
                Scores = { pairs.Select(pair => pair.Score) },
                Ids = { ids.Select(PointIds.ToWire) },
            },
            Time = elapsed.Seconds,
        };
    }

    public static (IReadOnlyList<PointKey> Ids, IReadOnlyList<(int Row, int Column, float Score)> Pairs) Compute(
        CollectionStore store, Wire.SearchMatrixPoints request)
    {
        if ((request.HasSample && request.Sample < 2) || (request.HasLimit && request.Limit == 0))
        {
            throw request.HasLimit && request.Limit == 0
                ? StoreException.Validation("limit", "value 0 invalid, must be 1 or larger")
                : StoreException.Validation("sample", $"value {request.Sample} invalid, must be 2 or larger");
        }
        var collection = store.Get(request.CollectionName);
        var filter = Filters.ToFilterOrNull(request.Filter);
        StrictMode.CheckRead(collection, filter);
        return collection.Matrix(
            filter,
            request.HasSample ? (int)Math.Min(request.Sample, int.MaxValue) : 10,
            request.HasLimit ? (int)Math.Min(request.Limit, int.MaxValue) : 3,
            request.Using);
    }
}
