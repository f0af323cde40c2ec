using EventAi.Emulators.Qdrant.State;

namespace EventAi.Emulators.Qdrant.Conversion;

/// <summary>Runs a query message: nearest to a vector or a point, or no query at all. The other kinds are not emulated.</summary>
internal static class Queries
{
    private const ulong DefaultLimit = 10;

    public static IEnumerable<Wire.ScoredPoint> Run(Collection collection, Wire.QueryPoints request)
    {
        if (request.Prefetch.Count > 0)
        {
            throw StoreException.Unsupported("A query with prefetch");
        }
        if (request.LookupFrom is not null)
        {
            throw StoreException.Unsupported("A query with lookup_from");
        }
        var limit = Limit(request.HasLimit ? request.Limit : DefaultLimit);
        var offset = Offset(request.Offset);
        var filter = Filters.ToFilterOrNull(request.Filter);
        var vectors = Selectors.ToVectors(request.WithVectors);
        var found = request.Query is null
            ? collection.Browse(filter, limit, offset, vectors)
            : collection.Search(Target(request.Query) with
            {
                Using = request.Using,
                Filter = filter,
                Threshold = request.HasScoreThreshold ? request.ScoreThreshold : null,
                Limit = limit,
                Offset = offset,
                Vectors = vectors,
            });
        var payload = Selectors.ToPayload(request.WithPayload);
        return found.Select(record => Answers.ToScored(record, payload));
    }

    public static IEnumerable<Wire.ScoredPoint> Run(Collection collection, Wire.SearchPoints request)
    {
        if (request.SparseIndices is not null)
        {
            throw StoreException.Unsupported("A sparse vector");
        }
        var found = collection.Search(new NearestQuery(
            [.. request.Vector],
            null,
            request.VectorName,
            Filters.ToFilterOrNull(request.Filter),
            request.HasScoreThreshold ? request.ScoreThreshold : null,
            Limit(request.Limit),
            Offset(request.Offset),
            Selectors.ToVectors(request.WithVectors)));
        var payload = Selectors.ToPayload(request.WithPayload);
        return found.Select(record => Answers.ToScored(record, payload));
    }

    private static NearestQuery Target(Wire.Query query)
    {
        if (query.VariantCase != Wire.Query.VariantOneofCase.Nearest)
        {
            throw query.VariantCase == Wire.Query.VariantOneofCase.None
                ? StoreException.Malformed("Query variant is missing")
                : StoreException.Unsupported($"A query of the kind {query.VariantCase}");
        }
        return query.Nearest.VariantCase switch
        {
            Wire.VectorInput.VariantOneofCase.Dense => Empty([.. query.Nearest.Dense.Data], null),
            Wire.VectorInput.VariantOneofCase.Id => Empty(null, PointIds.ToKey(query.Nearest.Id)),
            Wire.VectorInput.VariantOneofCase.None => throw StoreException.Malformed("VectorInput variant is missing"),
            var other => throw StoreException.Unsupported($"A query with a vector of the kind {other}"),
        };
    }

    private static NearestQuery Empty(float[]? vector, PointKey? example) => new(vector, example, "", null, null, 0, 0, VectorSelection.None);

    private static int Limit(ulong limit)
        => limit == 0 ? throw StoreException.Validation("limit", "value 0 invalid, must be 1 or larger") : (int)Math.Min(limit, int.MaxValue);

    private static int Offset(ulong offset) => (int)Math.Min(offset, int.MaxValue);
}
