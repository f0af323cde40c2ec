namespace EventAi.Emulators.Qdrant.Api;

/// <summary>Which requests a key that may only read is good for.</summary>
internal static class AccessRights
{
    private static readonly HashSet<string> ReadMethods = new(StringComparer.Ordinal)
    {
        "Get", "List", "CollectionExists", "ListAliases", "ListCollectionAliases", "CollectionClusterInfo", "Count", "Scroll", "Query", "QueryBatch", "QueryGroups", "Search",
        "SearchBatch", "SearchGroups", "Recommend", "RecommendBatch", "RecommendGroups", "Discover", "DiscoverBatch", "Facet", "SearchMatrixPairs", "SearchMatrixOffsets",
        "HealthCheck", "ListFull",
    };

    /// <summary>The last parts of paths to which a POST only reads.</summary>
    private static readonly string[] ReadPaths = ["/points/count", "/points/scroll", "/facet"];

    private static readonly string[] SearchPaths = ["/points/query", "/points/search", "/points/recommend", "/points/discover"];

    public static bool IsRead(HttpRequest request)
    {
        var path = request.Path.Value ?? "";
        if (HttpProtocol.IsHttp2(request.Protocol))
        {
            return ReadMethods.Contains(path[(path.LastIndexOf('/') + 1)..]);
        }
        return HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method)
            || (HttpMethods.IsPost(request.Method)
                && (path.EndsWith("/points", StringComparison.Ordinal) || Array.Exists(ReadPaths, end => path.EndsWith(end, StringComparison.Ordinal))
                    || Array.Exists(SearchPaths, part => path.Contains(part, StringComparison.Ordinal))));
    }
}
