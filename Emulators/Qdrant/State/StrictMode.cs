namespace EventAi.Emulators.Qdrant.State;

/// <summary>Refuses what a collection in strict mode does not allow (lib/collection: operations/verification).</summary>
internal static class StrictMode
{
    public static void CheckBatch(Collection collection, int searches) => CheckLimit(searches, collection.Parameters.Strict?.MaxSearchBatch, "search batch size");

    public static void CheckQuery(Collection collection, QueryPlan plan, int groupSize = 1)
    {
        if (collection.Parameters.Strict is not { } strict)
        {
            return;
        }
        foreach (var prefetch in plan.Prefetches)
        {
            CheckQuery(collection, prefetch);
        }
        CheckRead(collection, plan.Filter, (int)Math.Min((long)plan.Limit * groupSize, int.MaxValue));
        if (plan.Options.Exact && !strict.AllowExact)
        {
            throw Refused("Exact search disabled!", "Set exact=false.");
        }
        CheckLimit(plan.Options.Oversampling, strict.MaxOversampling, "oversampling");
        CheckLimit(plan.Options.Ef, strict.MaxEf, "hnsw_ef");
    }

    public static void CheckGrouping(Collection collection, PayloadPath field)
    {
        if (collection.Parameters.Strict is { UnindexedFiltering: false } && !collection.HasIndex(field.Text, index => index is { HasLookup: true }))
        {
            throw Refused($"Index required but not found for \"{field.Text}\"", "Create an index supporting `match` for this key.");
        }
    }

    public static void CheckRead(Collection collection, PointFilter? filter, int? limit = null)
    {
        if (collection.Parameters.Strict is { } strict)
        {
            CheckLimit(limit, strict.MaxQueryLimit, "limit");
            CheckFilter(collection, strict, filter, strict.UnindexedFiltering);
        }
    }

    public static void CheckWrite(Collection collection, PointFilter? filter)
    {
        if (collection.Parameters.Strict is { } strict)
        {
            CheckFilter(collection, strict, filter, strict.UnindexedUpdates);
        }
    }

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

    public static void CheckNewIndex(Collection collection, string field)
    {
        if (collection.Parameters.Strict?.MaxIndexes is { } max && collection.IndexCount >= max && !collection.HasIndex(field, index => index is not null))
        {
            throw Refused($"Collection already has the maximum number of payload indices ({max})", "Please delete an existing index before creating a new one.");
        }
    }

    private static void CheckFilter(Collection collection, StrictSettings strict, PointFilter? filter, bool unindexedAllowed)
    {
        if (filter is null)
        {
            return;
        }
        if (!unindexedAllowed && filter.Needs.FirstOrDefault(need => !collection.HasIndex(need.Path, need.IsMetBy)) is { } missing)
        {
            throw Refused($"Index required but not found for {missing}", "Create an index for this key or use a different filter.");
        }
        if (strict.MaxConditions is { } conditions && filter.Conditions > conditions)
        {
            throw Refused($"Filter condition limit reached ({filter.Conditions} > {conditions})", "Reduce the amount of conditions of your filter.");
        }
        if (strict.MaxConditionSize is { } size && filter.LongestList > size)
        {
            throw Refused($"Condition size limit reached ({filter.LongestList} > {size})", "Reduce the size of your condition.");
        }
    }

    private static void CheckLimit<T>(T? value, T? limit, string name)
        where T : struct, IComparable<T>
    {
        if (value is { } given && limit is { } most && given.CompareTo(most) > 0)
        {
            throw Refused(FormattableString.Invariant($"Limit exceeded {given} > {most} for \"{name}\""), FormattableString.Invariant($"Reduce the \"{name}\" parameter to or below {most}."));
        }
    }

    private static StoreException Refused(string problem, string help) => StoreException.BadRequest($"{problem}. Help: {help}");
}
