using Qdrant.Client.Grpc;

namespace EventAi.Vectors;

/// <summary>
/// Which chunks a search may see: the one place for the rule that a new version of a document replaces the old one at once.
/// <para>
/// A version's points are written with <see cref="ChunkPayload.Current"/> false; when the last one is in, one request sets it true for all
/// of them, and then the older version's points are deleted. So at every moment a search finds all of the old version or all of the new
/// one, and for a moment both: who searches then keeps the newer version's hits alone.
/// </para>
/// </summary>
public static class ChunkFilter
{
    /// <summary>The filter of a search: the tenant's visible chunks within the scope.</summary>
    public static Filter Visible(ChunkScope? scope = null)
    {
        scope ??= ChunkScope.Everything;
        var filter = new Filter();
        filter.Must.Add(Conditions.MatchKeyword(ChunkPayload.Tenant, scope.Tenant));
        filter.Must.Add(Conditions.Match(ChunkPayload.Current, value: true));
        if (scope.DocumentId is { } document)
        {
            filter.Must.Add(Conditions.MatchKeyword(ChunkPayload.DocumentId, document));
        }
        AddAny(filter, ChunkPayload.Language, scope.Languages);
        AddAny(filter, ChunkPayload.Tags, scope.Tags);
        AddAny(filter, ChunkPayload.Source, scope.Sources);
        if (scope.PublishedFrom is not null || scope.PublishedTo is not null)
        {
            filter.Must.Add(Conditions.DatetimeRange(ChunkPayload.PublishedAt, gte: scope.PublishedFrom?.UtcDateTime, lte: scope.PublishedTo?.UtcDateTime));
        }
        return filter;
    }

    private static void AddAny(Filter filter, string field, IReadOnlyList<string> values)
    {
        if (values.Count > 0)
        {
            filter.Must.Add(Conditions.Match(field, values));
        }
    }
}
