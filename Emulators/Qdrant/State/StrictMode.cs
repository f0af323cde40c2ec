namespace EventAi.Emulators.Qdrant.State;

/// <summary>Refuses what a collection in strict mode does not allow (lib/collection: operations/verification).</summary>
internal static class StrictMode
{
    public static void CheckQuery(CollectionParameters parameters, QueryPlan plan)
    {
        if (parameters.Strict is not { } strict)
        {
            return;
        }
        CheckRead(parameters, plan.Limit);
        CheckLimit(plan.Options.Ef, strict.MaxEf, "hnsw_ef");
        if (plan.Options.Exact && !strict.AllowExact)
        {
            throw Refused("Exact search disabled!", "Set exact=false.");
        }
        foreach (var prefetch in plan.Prefetches)
        {
            CheckQuery(parameters, prefetch);
        }
    }

    public static void CheckRead(CollectionParameters parameters, int limit) => CheckLimit(limit, parameters.Strict?.MaxQueryLimit, "limit");

    public static void CheckUpsert(Collection collection, int points)
    {
        if (collection.Parameters.Strict is not { } strict)
        {
            return;
        }
        CheckLimit(points, strict.MaxUpsert, "upsert limit");
        if (strict.MaxPoints is { } max && collection.Count(null) + points > max)
        {
            throw Refused($"Max points count limit of {max} reached", "Delete points or raise the limit");
        }
    }

    private static void CheckLimit(int? value, int? limit, string name)
    {
        if (value > limit)
        {
            throw Refused($"Limit exceeded {value} > {limit} for \"{name}\"", $"Reduce the \"{name}\" parameter to or below {limit}.");
        }
    }

    private static StoreException Refused(string problem, string help) => StoreException.BadRequest($"{problem}. Help: {help}");
}
