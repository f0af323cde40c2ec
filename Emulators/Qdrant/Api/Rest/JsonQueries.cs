using System.Text.Json;

namespace EventAi.Emulators.Qdrant.Api.Rest;

/// <summary>Queries from JSON, those of the older calls among them.</summary>
internal static class JsonQueries
{
    public static Wire.QueryPoints ToQuery(string collection, JsonElement body)
    {
        var request = new Wire.QueryPoints
        {
            CollectionName = collection,
            Prefetch = { ToPrefetches(body) },
            Query = ToQueryOrNull(body),
            Using = JsonRequests.Get(body, "using")?.GetString() ?? "",
            Filter = JsonFilters.ToFilterOrNull(body),
            Params = ToParams(body),
            Limit = JsonRequests.Get(body, "limit")?.GetUInt64() ?? 10,
            Offset = JsonRequests.Get(body, "offset")?.GetUInt64() ?? 0,
            WithPayload = JsonRequests.ToPayloadSelector(body, otherwise: false),
            WithVectors = JsonRequests.ToVectorsSelector(body),
            LookupFrom = ToLookup(body),
        };
        SetThreshold(body, threshold => request.ScoreThreshold = threshold);
        return request;
    }

    public static Wire.QueryPointGroups ToGroups(string collection, JsonElement body)
    {
        var query = ToQuery(collection, body);
        var request = new Wire.QueryPointGroups
        {
            CollectionName = collection,
            Prefetch = { query.Prefetch },
            Query = query.Query,
            Using = query.Using,
            Filter = query.Filter,
            Params = query.Params,
            Limit = query.Limit,
            WithPayload = query.WithPayload,
            WithVectors = query.WithVectors,
            LookupFrom = query.LookupFrom,
            GroupBy = JsonRequests.Required(body, "group_by").GetString(),
            GroupSize = JsonRequests.Get(body, "group_size")?.GetUInt64() ?? 3,
            WithLookup = ToWithLookup(body),
        };
        SetThreshold(body, threshold => request.ScoreThreshold = threshold);
        return request;
    }

    /// <summary>The older search call: <c>vector</c> is numbers, or a name and a vector.</summary>
    public static Wire.QueryPoints ToSearch(string collection, JsonElement body)
    {
        var request = ToQuery(collection, body);
        var vector = JsonRequests.Required(body, "vector");
        if (JsonRequests.Get(vector, "name") is { } name)
        {
            request.Using = name.GetString();
            vector = JsonRequests.Required(vector, "vector");
        }
        request.Query = new Wire.Query { Nearest = JsonVectors.ToInput(vector) };
        request.Limit = JsonRequests.Required(body, "limit").GetUInt64();
        return request;
    }

    public static Wire.QueryPoints ToRecommend(string collection, JsonElement body)
    {
        var request = ToQuery(collection, body);
        request.Query = new Wire.Query { Recommend = ToRecommend(body) };
        request.Using = Using(body);
        request.Limit = JsonRequests.Required(body, "limit").GetUInt64();
        return request;
    }

    public static Wire.QueryPoints ToDiscover(string collection, JsonElement body)
    {
        var request = ToQuery(collection, body);
        request.Query = JsonRequests.Get(body, "target") is { } target
            ? new Wire.Query { Discover = new Wire.DiscoverInput { Target = JsonVectors.ToInput(target), Context = ToContext(body) } }
            : new Wire.Query { Context = ToContext(body) };
        request.Using = Using(body);
        request.Limit = JsonRequests.Required(body, "limit").GetUInt64();
        return request;
    }

    /// <summary>An older grouped call: what the plain one would find, grouped.</summary>
    public static Wire.QueryPointGroups ToGroups(Wire.QueryPoints plain, JsonElement body)
    {
        var request = ToGroups(plain.CollectionName, body);
        request.Query = plain.Query;
        request.Using = plain.Using;
        request.Limit = plain.Limit;
        return request;
    }

    public static Wire.OrderBy ToOrder(JsonElement order)
    {
        if (order.ValueKind == JsonValueKind.String)
        {
            return new Wire.OrderBy { Key = order.GetString() };
        }
        return new Wire.OrderBy
        {
            Key = JsonRequests.Required(order, "key").GetString(),
            Direction = JsonRequests.Get(order, "direction")?.GetString() switch
            {
                null or "asc" => Wire.Direction.Asc,
                "desc" => Wire.Direction.Desc,
                var other => throw new JsonException($"unknown variant `{other}`, expected `asc` or `desc`"),
            },
            StartFrom = JsonRequests.Get(order, "start_from") is not { } start ? null
                : start.ValueKind == JsonValueKind.String ? new Wire.StartFrom { Datetime = start.GetString() }
                : start.TryGetInt64(out var integer) ? new Wire.StartFrom { Integer = integer }
                : new Wire.StartFrom { Float = start.GetDouble() },
        };
    }

    private static IEnumerable<Wire.PrefetchQuery> ToPrefetches(JsonElement body)
        => JsonRequests.Get(body, "prefetch") is not { } prefetch ? []
            : prefetch.ValueKind == JsonValueKind.Array ? prefetch.EnumerateArray().Select(ToPrefetch)
            : [ToPrefetch(prefetch)];

    private static Wire.PrefetchQuery ToPrefetch(JsonElement body)
    {
        var request = new Wire.PrefetchQuery
        {
            Prefetch = { ToPrefetches(body) },
            Query = ToQueryOrNull(body),
            Using = JsonRequests.Get(body, "using")?.GetString() ?? "",
            Filter = JsonFilters.ToFilterOrNull(body),
            Params = ToParams(body),
            LookupFrom = ToLookup(body),
        };
        if (JsonRequests.Get(body, "limit") is { } limit)
        {
            request.Limit = limit.GetUInt64();
        }
        SetThreshold(body, threshold => request.ScoreThreshold = threshold);
        return request;
    }

    private static Wire.Query? ToQueryOrNull(JsonElement body)
    {
        if (JsonRequests.Get(body, "query") is not { } query)
        {
            return null;
        }
        if (query.ValueKind != JsonValueKind.Object || JsonVectors.IsSparse(query) || JsonVectors.IsInference(query))
        {
            return new Wire.Query { Nearest = JsonVectors.ToInput(query) };
        }
        return query switch
        {
            _ when JsonRequests.Get(query, "nearest") is { } nearest => JsonRequests.Get(query, "mmr") is { } mmr
                ? new Wire.Query { NearestWithMmr = new Wire.NearestInputWithMmr { Nearest = JsonVectors.ToInput(nearest), Mmr = ProtoJson.Read<Wire.Mmr>(mmr) } }
                : new Wire.Query { Nearest = JsonVectors.ToInput(nearest) },
            _ when JsonRequests.Get(query, "recommend") is { } recommend => new Wire.Query { Recommend = ToRecommend(recommend) },
            _ when JsonRequests.Get(query, "discover") is { } discover => new Wire.Query
            {
                Discover = new Wire.DiscoverInput { Target = JsonVectors.ToInput(JsonRequests.Required(discover, "target")), Context = ToContext(discover) },
            },
            _ when query.TryGetProperty("context", out _) => new Wire.Query { Context = ToContext(query) },
            _ when JsonRequests.Get(query, "order_by") is { } order => new Wire.Query { OrderBy = ToOrder(order) },
            _ when JsonRequests.Get(query, "fusion") is { } fusion => new Wire.Query
            {
                Fusion = fusion.GetString() switch
                {
                    "rrf" => Wire.Fusion.Rrf,
                    "dbsf" => Wire.Fusion.Dbsf,
                    var other => throw new JsonException($"unknown variant `{other}`, expected `rrf` or `dbsf`"),
                },
            },
            _ when JsonRequests.Get(query, "rrf") is { } rrf => new Wire.Query { Rrf = ProtoJson.Read<Wire.Rrf>(rrf) },
            _ when JsonRequests.Get(query, "sample") is not null => new Wire.Query { Sample = Wire.Sample.Random },
            _ when JsonRequests.Get(query, "formula") is { } formula => new Wire.Query { Formula = JsonFormulas.ToFormula(formula, query) },
            _ => throw new JsonException("data did not match any variant of untagged enum QueryInterface"),
        };
    }

    private static Wire.RecommendInput ToRecommend(JsonElement recommend)
        => new()
        {
            Positive = { Inputs(recommend, "positive") },
            Negative = { Inputs(recommend, "negative") },
            Strategy = JsonRequests.Get(recommend, "strategy")?.GetString() switch
            {
                null or "average_vector" => Wire.RecommendStrategy.AverageVector,
                "best_score" => Wire.RecommendStrategy.BestScore,
                "sum_scores" => Wire.RecommendStrategy.SumScores,
                var other => throw new JsonException($"unknown variant `{other}`, expected one of `average_vector`, `best_score`, `sum_scores`"),
            },
        };

    private static IEnumerable<Wire.VectorInput> Inputs(JsonElement parent, string name)
        => JsonRequests.Get(parent, name) is { } inputs ? inputs.EnumerateArray().Select(JsonVectors.ToInput) : [];

    private static Wire.ContextInput ToContext(JsonElement parent)
        => JsonRequests.Get(parent, "context") is not { } context ? new Wire.ContextInput()
            : new Wire.ContextInput { Pairs = { context.ValueKind == JsonValueKind.Array ? context.EnumerateArray().Select(ToPair) : [ToPair(context)] } };

    private static Wire.ContextInputPair ToPair(JsonElement pair)
        => new() { Positive = JsonVectors.ToInput(JsonRequests.Required(pair, "positive")), Negative = JsonVectors.ToInput(JsonRequests.Required(pair, "negative")) };

    private static Wire.SearchParams? ToParams(JsonElement body)
        => JsonRequests.Get(body, "params") is { } parameters ? ProtoJson.Read<Wire.SearchParams>(parameters) : null;

    private static Wire.LookupLocation? ToLookup(JsonElement body)
    {
        if (JsonRequests.Get(body, "lookup_from") is not { } lookup)
        {
            return null;
        }
        var location = new Wire.LookupLocation { CollectionName = JsonRequests.Required(lookup, "collection").GetString() };
        if (JsonRequests.Get(lookup, "vector") is { } vector)
        {
            location.VectorName = vector.GetString();
        }
        return location;
    }

    private static Wire.WithLookup? ToWithLookup(JsonElement body)
        => JsonRequests.Get(body, "with_lookup") is not { } lookup ? null
            : lookup.ValueKind == JsonValueKind.String ? new Wire.WithLookup { Collection = lookup.GetString() }
            : new Wire.WithLookup
            {
                Collection = JsonRequests.Required(lookup, "collection").GetString(),
                WithPayload = JsonRequests.ToPayloadSelector(lookup, otherwise: true),
                WithVectors = JsonRequests.ToVectorsSelector(lookup),
            };

    /// <summary>The older calls name a vector by a string, or by an object with its name.</summary>
    private static string Using(JsonElement body)
        => JsonRequests.Get(body, "using") is { } name ? (JsonRequests.Get(name, "name") ?? name).GetString() ?? "" : "";

    private static void SetThreshold(JsonElement body, Action<float> set)
    {
        if (JsonRequests.Get(body, "score_threshold") is { } threshold)
        {
            set(threshold.GetSingle());
        }
    }
}
