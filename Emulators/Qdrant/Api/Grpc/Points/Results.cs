using System.Runtime.ExceptionServices;
using Google.Protobuf.Collections;

namespace EventAi.Emulators.Qdrant.Api.Grpc.Points;

/// <summary>Runs plans and makes answers of what they find; all calls that search come through here.</summary>
internal static class Results
{
    public static IEnumerable<Wire.ScoredPoint> Run(Collection collection, QueryPlan plan, Wire.WithPayloadSelector? payload, Wire.WithVectorsSelector? vectors)
    {
        StrictMode.CheckQuery(collection, plan);
        var select = Selectors.ToPayload(payload);
        return collection.Query(plan, Selectors.ToVectors(vectors)).Select(record => Answers.ToScored(record, select));
    }

    /// <summary>Several at once, on all processors; in the order they were asked.</summary>
    public static Wire.BatchResult[] RunBatch<T>(Collection collection, RepeatedField<T> requests, Func<T, IEnumerable<Wire.ScoredPoint>> run)
    {
        StrictMode.CheckBatch(collection, requests.Count);
        var results = new Wire.BatchResult[requests.Count];
        if (requests.Count < 2)
        {
            for (var i = 0; i < results.Length; i++)
            {
                results[i] = new Wire.BatchResult { Result = { run(requests[i]) } };
            }
            return results;
        }
        try
        {
            Parallel.For(0, results.Length, i => results[i] = new Wire.BatchResult { Result = { run(requests[i]) } });
        }
        catch (AggregateException exception) when (exception.InnerExceptions.OfType<StoreException>().FirstOrDefault() is { } first)
        {
            ExceptionDispatchInfo.Throw(first);
        }
        return results;
    }

    public static Wire.GroupsResult RunGroups(
        CollectionStore store, Collection collection, QueryPlan plan, string groupBy, ulong groupSize, Wire.WithPayloadSelector? payload, Wire.WithVectorsSelector? vectors,
        Wire.WithLookup? lookup)
    {
        if (groupSize == 0)
        {
            throw StoreException.Validation("group_size", "value 0 invalid, must be 1 or larger");
        }
        var field = PayloadPath.Parse(groupBy);
        var size = (int)Math.Min(groupSize, 1 << 20);
        StrictMode.CheckQuery(collection, plan, size);
        StrictMode.CheckGrouping(collection, field);
        var select = Selectors.ToPayload(payload);
        var groups = collection.QueryGroups(plan, field, size, Selectors.ToVectors(vectors));
        var found = lookup is null ? [] : LookUp(store, lookup, groups);
        return new Wire.GroupsResult
        {
            Groups =
            {
                groups.Select(group => new Wire.PointGroup
                {
                    Id = group.Key.Text is { } text ? new Wire.GroupId { StringValue = text }
                        : group.Key.Bits >= 0 ? new Wire.GroupId { UnsignedValue = (ulong)group.Key.Bits }
                        : new Wire.GroupId { IntegerValue = group.Key.Bits },
                    Hits = { group.Hits.Select(record => Answers.ToScored(record, select)) },
                    Lookup = ToId(group.Key) is { } id ? found.GetValueOrDefault(id) : null,
                }),
            },
        };
    }

    private static Dictionary<PointKey, Wire.RetrievedPoint> LookUp(CollectionStore store, Wire.WithLookup lookup, IReadOnlyList<PointGroup> groups)
    {
        var select = Selectors.ToPayload(lookup.WithPayload ?? new Wire.WithPayloadSelector { Enable = true });
        return store.Get(lookup.Collection)
            .Retrieve([.. groups.Select(group => ToId(group.Key)).OfType<PointKey>()], Selectors.ToVectors(lookup.WithVectors))
            .ToDictionary(record => record.Id, record => Answers.ToRetrieved(record, select));
    }

    /// <summary>The point that a group's key is the id of, if it can be one.</summary>
    private static PointKey? ToId(PayloadScalar key)
        => key.Text is { } text ? Guid.TryParse(text, out var uuid) ? PointKey.From(uuid) : null
            : key.Bits >= 0 ? PointKey.From((ulong)key.Bits)
            : null;
}
