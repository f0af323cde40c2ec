namespace EventAi.Emulators.Qdrant.Api.Grpc.Points;

/// <summary>The values of an indexed field and how many points hold each; always counted exactly.</summary>
internal sealed class Facet(CollectionStore store)
    : PointsOperation<Wire.FacetCounts, Wire.FacetResponse>(Wire.FacetCounts.Parser)
{
    private const ulong DefaultLimit = 10;

    public override Wire.FacetResponse Handle(Wire.FacetCounts request, Elapsed elapsed)
    {
        if (request.HasLimit && request.Limit == 0)
        {
            throw StoreException.Validation("limit", "value 0 invalid, must be 1 or larger");
        }
        var collection = store.Get(request.CollectionName);
        var filter = Filters.ToFilterOrNull(request.Filter);
        var limit = (int)Math.Min(request.HasLimit ? request.Limit : DefaultLimit, int.MaxValue);
        StrictMode.CheckRead(collection, filter, limit);
        var counts = collection.Facet(request.Key, filter, limit);
        return new Wire.FacetResponse
        {
            Hits = { counts.Select(count => new Wire.FacetHit { Value = ToWire(count.Value), Count = (ulong)count.Points }) },
            Time = elapsed.Seconds,
        };
    }

    private static Wire.FacetValue ToWire(PayloadScalar value)
        => value.Kind switch
        {
            PayloadKind.String => new Wire.FacetValue { StringValue = value.Text },
            PayloadKind.Boolean => new Wire.FacetValue { BoolValue = value.Bits != 0 },
            _ => new Wire.FacetValue { IntegerValue = value.Bits },
        };
}
