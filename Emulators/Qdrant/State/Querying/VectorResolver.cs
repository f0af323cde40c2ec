namespace EventAi.Emulators.Qdrant.State.Querying;

/// <summary>
/// Takes the vectors of points out of other collections before a query begins, so that no query ever holds two collections; what is left are
/// points of the queried collection itself.
/// </summary>
internal static class VectorResolver
{
    public static QueryPlan Resolve(QueryPlan plan)
    {
        var prefetches = plan.Prefetches.Count == 0 ? plan.Prefetches : [.. plan.Prefetches.Select(Resolve)];
        if (plan.Lookup is not { } lookup || plan.Kind is null)
        {
            return plan with { Prefetches = prefetches };
        }
        return plan with
        {
            Prefetches = prefetches,
            Kind = plan.Kind switch
            {
                QueryKind.Nearest nearest => new QueryKind.Nearest(Take(nearest.Target)),
                QueryKind.Diverse diverse => diverse with { Target = Take(diverse.Target) },
                QueryKind.Recommend recommend => recommend with { Positive = [.. recommend.Positive.Select(Take)], Negative = [.. recommend.Negative.Select(Take)] },
                QueryKind.Discover discover => new QueryKind.Discover(Take(discover.Target), [.. discover.Pairs.Select(TakePair)]),
                QueryKind.Context context => new QueryKind.Context([.. context.Pairs.Select(TakePair)]),
                var other => other,
            },
        };

        ContextPair TakePair(ContextPair pair) => new(Take(pair.Positive), Take(pair.Negative));

        VectorInput Take(VectorInput input)
            => input is VectorInput.OfPoint point ? new VectorInput.Given(lookup.Collection.Vector(point.Id, lookup.Vector ?? plan.Using)) : input;
    }
}
