using System.Text.Json;
using System.Text.Json.Nodes;
using EventAi.Emulators.Qdrant.Api.Grpc.Points;

namespace EventAi.Emulators.Qdrant.Api.Rest;

/// <summary>Queries over REST, and the calls of older clients, each as the query that does the same.</summary>
internal static class SearchRoutes
{
    private const string Prefix = "/collections/{name}/points";

    public static void MapSearch(this IEndpointRouteBuilder endpoints, CollectionStore store)
    {
        RestCall.Map(endpoints, "POST", $"{Prefix}/query", call =>
        {
            var request = JsonQueries.ToQuery(call.Collection, call.Body);
            return new JsonObject { ["points"] = Run(store, call, request) };
        });
        RestCall.Map(endpoints, "POST", $"{Prefix}/query/batch", call => new JsonArray([.. RunBatch(store, call, JsonQueries.ToQuery)
            .Select(points => new JsonObject { ["points"] = points })]));
        RestCall.Map(endpoints, "POST", $"{Prefix}/query/groups", call => RunGroups(store, call, JsonQueries.ToGroups(call.Collection, call.Body)));
        MapOlder(endpoints, store, "search", JsonQueries.ToSearch);
        MapOlder(endpoints, store, "recommend", JsonQueries.ToRecommend);
        MapOlder(endpoints, store, "discover", JsonQueries.ToDiscover);
        RestCall.Map(endpoints, "POST", $"{Prefix}/search/matrix/pairs", call =>
        {
            var result = new SearchMatrixPairs(store).Handle(ToMatrix(call), call.Elapsed).Result;
            return new JsonObject
            {
                ["pairs"] = new JsonArray([.. result.Pairs.Select(pair => new JsonObject
                {
                    ["a"] = JsonAnswers.ToNode(pair.A), ["b"] = JsonAnswers.ToNode(pair.B), ["score"] = pair.Score,
                })]),
            };
        });
        RestCall.Map(endpoints, "POST", $"{Prefix}/search/matrix/offsets", call =>
        {
            var result = new SearchMatrixOffsets(store).Handle(ToMatrix(call), call.Elapsed).Result;
            return new JsonObject
            {
                ["offsets_row"] = new JsonArray([.. result.OffsetsRow.Select(row => JsonValue.Create(row))]),
                ["offsets_col"] = new JsonArray([.. result.OffsetsCol.Select(column => JsonValue.Create(column))]),
                ["scores"] = new JsonArray([.. result.Scores.Select(score => JsonValue.Create(score))]),
                ["ids"] = new JsonArray([.. result.Ids.Select(JsonAnswers.ToNode)]),
            };
        });
        RestCall.Map(endpoints, "POST", "/collections/{name}/facet", call =>
        {
            var request = new Wire.FacetCounts
            {
                CollectionName = call.Collection,
                Key = JsonRequests.Required(call.Body, "key").GetString(),
                Filter = JsonFilters.ToFilterOrNull(call.Body),
                Limit = JsonRequests.Get(call.Body, "limit")?.GetUInt64() ?? 10,
            };
            return new JsonObject
            {
                ["hits"] = new JsonArray([.. new Facet(store).Handle(request, call.Elapsed).Hits.Select(hit => new JsonObject
                {
                    ["value"] = hit.Value.VariantCase switch
                    {
                        Wire.FacetValue.VariantOneofCase.StringValue => JsonValue.Create(hit.Value.StringValue),
                        Wire.FacetValue.VariantOneofCase.BoolValue => JsonValue.Create(hit.Value.BoolValue),
                        _ => JsonValue.Create(hit.Value.IntegerValue),
                    },
                    ["count"] = hit.Count,
                })]),
            };
        });
    }

    private static void MapOlder(IEndpointRouteBuilder endpoints, CollectionStore store, string call, Func<string, JsonElement, Wire.QueryPoints> read)
    {
        RestCall.Map(endpoints, "POST", $"{Prefix}/{call}", one => Run(store, one, read(one.Collection, one.Body)));
        RestCall.Map(endpoints, "POST", $"{Prefix}/{call}/batch", batch => new JsonArray([.. RunBatch(store, batch, read)]));
        RestCall.Map(endpoints, "POST", $"{Prefix}/{call}/groups", one => RunGroups(store, one, JsonQueries.ToGroups(read(one.Collection, one.Body), one.Body)));
    }

    private static JsonArray Run(CollectionStore store, RestCall call, Wire.QueryPoints request)
        => JsonAnswers.ToNode(new Query(store).Handle(request, call.Elapsed).Result, request.WithPayload, request.WithVectors);

    private static IEnumerable<JsonArray> RunBatch(CollectionStore store, RestCall call, Func<string, JsonElement, Wire.QueryPoints> read)
    {
        var requests = JsonRequests.Required(call.Body, "searches").EnumerateArray().Select(body => read(call.Collection, body)).ToList();
        var results = new QueryBatch(store).Handle(new Wire.QueryBatchPoints { CollectionName = call.Collection, QueryPoints = { requests } }, call.Elapsed).Result;
        return results.Zip(requests, (result, request) => JsonAnswers.ToNode(result.Result, request.WithPayload, request.WithVectors));
    }

    private static JsonObject RunGroups(CollectionStore store, RestCall call, Wire.QueryPointGroups request)
        => JsonAnswers.ToNode(new QueryGroups(store).Handle(request, call.Elapsed).Result, request);

    private static Wire.SearchMatrixPoints ToMatrix(RestCall call)
        => new()
        {
            CollectionName = call.Collection,
            Filter = JsonFilters.ToFilterOrNull(call.Body),
            Sample = JsonRequests.Get(call.Body, "sample")?.GetUInt64() ?? 10,
            Limit = JsonRequests.Get(call.Body, "limit")?.GetUInt64() ?? 3,
            Using = JsonRequests.Get(call.Body, "using")?.GetString() ?? "",
        };
}
