using System.Text.Json;
using System.Text.Json.Nodes;
using EventAi.Emulators.Qdrant.Api.Grpc.Points;

namespace EventAi.Emulators.Qdrant.Api.Rest;

/// <summary>Points over REST: upsert, delete, retrieve, count, scroll, query, and the payload.</summary>
internal static class PointRoutes
{
    private const string Prefix = "/collections/{name}/points";

    public static void MapPoints(this IEndpointRouteBuilder endpoints, CollectionStore store)
    {
        RestCall.Map(endpoints, "PUT", Prefix, call => JsonAnswers.ToNode(new Upsert(store).Handle(ToUpsert(call), call.Elapsed).Result));
        RestCall.Map(endpoints, "POST", $"{Prefix}/delete", call => JsonAnswers.ToNode(new Delete(store).Handle(
            new Wire.DeletePoints { CollectionName = call.Path("name"), Wait = call.Wait, Points = JsonRequests.ToSelector(call.Body) }, call.Elapsed).Result));
        RestCall.Map(endpoints, "GET", $"{Prefix}/{{id}}", call => Retrieve(store, call));
        RestCall.Map(endpoints, "POST", Prefix, call => JsonAnswers.ToNode(new Get(store).Handle(
            new Wire.GetPoints
            {
                CollectionName = call.Path("name"),
                Ids = { call.Body.GetProperty("ids").EnumerateArray().Select(JsonRequests.ToId) },
                WithPayload = JsonRequests.ToPayloadSelector(call.Body, otherwise: true),
                WithVectors = JsonRequests.ToVectorsSelector(call.Body),
            },
            call.Elapsed).Result));
        RestCall.Map(endpoints, "POST", $"{Prefix}/count", call => new JsonObject
        {
            ["count"] = new Count(store).Handle(
                new Wire.CountPoints { CollectionName = call.Path("name"), Filter = JsonFilters.ToFilterOrNull(call.Body) }, call.Elapsed).Result.Count,
        });
        RestCall.Map(endpoints, "POST", $"{Prefix}/scroll", call => Scroll(store, call));
        RestCall.Map(endpoints, "POST", $"{Prefix}/query", call => new JsonObject
        {
            ["points"] = JsonAnswers.ToNode(new Query(store).Handle(JsonRequests.ToQuery(call.Path("name"), call.Body), call.Elapsed).Result),
        });
        MapPayload(endpoints, store);
    }

    private static void MapPayload(IEndpointRouteBuilder endpoints, CollectionStore store)
    {
        RestCall.Map(endpoints, "POST", $"{Prefix}/payload", call => JsonAnswers.ToNode(new SetPayload(store).Handle(ToSetPayload(call), call.Elapsed).Result));
        RestCall.Map(endpoints, "PUT", $"{Prefix}/payload", call => JsonAnswers.ToNode(new OverwritePayload(store).Handle(ToSetPayload(call), call.Elapsed).Result));
        RestCall.Map(endpoints, "POST", $"{Prefix}/payload/clear", call => JsonAnswers.ToNode(new ClearPayload(store).Handle(
            new Wire.ClearPayloadPoints { CollectionName = call.Path("name"), Wait = call.Wait, Points = JsonRequests.ToSelector(call.Body) }, call.Elapsed).Result));
        RestCall.Map(endpoints, "POST", $"{Prefix}/payload/delete", call => JsonAnswers.ToNode(new DeletePayload(store).Handle(
            new Wire.DeletePayloadPoints
            {
                CollectionName = call.Path("name"),
                Wait = call.Wait,
                Keys = { call.Body.GetProperty("keys").EnumerateArray().Select(key => key.GetString()!) },
                PointsSelector = JsonRequests.ToSelector(call.Body),
            },
            call.Elapsed).Result));
    }

    private static Wire.UpsertPoints ToUpsert(RestCall call)
    {
        if (call.Body.TryGetProperty("batch", out _) || call.Body.TryGetProperty("update_filter", out _) || call.Body.TryGetProperty("update_mode", out _))
        {
            throw StoreException.Unsupported("An upsert in columns, or a conditional one, over REST");
        }
        return new Wire.UpsertPoints
        {
            CollectionName = call.Path("name"),
            Wait = call.Wait,
            Points = { call.Body.GetProperty("points").EnumerateArray().Select(JsonRequests.ToPoint) },
        };
    }

    private static Wire.SetPayloadPoints ToSetPayload(RestCall call)
    {
        var request = new Wire.SetPayloadPoints
        {
            CollectionName = call.Path("name"),
            Wait = call.Wait,
            PointsSelector = JsonRequests.ToSelector(call.Body),
            Payload = { JsonRequests.ToFields(call.Body.GetProperty("payload")) },
        };
        if (call.Body.TryGetProperty("key", out var key) && key.ValueKind == JsonValueKind.String)
        {
            request.Key = key.GetString();
        }
        return request;
    }

    private static JsonNode Retrieve(CollectionStore store, RestCall call)
    {
        var text = call.Path("id");
        var id = ulong.TryParse(text, out var number) ? new Wire.PointId { Num = number } : new Wire.PointId { Uuid = text };
        var found = new Get(store).Handle(
            new Wire.GetPoints
            {
                CollectionName = call.Path("name"),
                Ids = { id },
                WithPayload = new Wire.WithPayloadSelector { Enable = true },
                WithVectors = new Wire.WithVectorsSelector { Enable = true },
            },
            call.Elapsed).Result;
        return found.Count == 1 ? JsonAnswers.ToNode(found[0]) : throw StoreException.NotFound($"Point with id {text} does not exists!");
    }

    private static JsonObject Scroll(CollectionStore store, RestCall call)
    {
        var request = new Wire.ScrollPoints
        {
            CollectionName = call.Path("name"),
            Filter = JsonFilters.ToFilterOrNull(call.Body),
            WithPayload = JsonRequests.ToPayloadSelector(call.Body, otherwise: true),
            WithVectors = JsonRequests.ToVectorsSelector(call.Body),
        };
        if (JsonRequests.Get(call.Body, "order_by") is not null)
        {
            throw StoreException.Unsupported("Scrolling with order_by");
        }
        if (JsonRequests.Get(call.Body, "offset") is { } offset)
        {
            request.Offset = JsonRequests.ToId(offset);
        }
        if (JsonRequests.Get(call.Body, "limit") is { } limit)
        {
            request.Limit = limit.GetUInt32();
        }
        var response = new Scroll(store).Handle(request, call.Elapsed);
        return new JsonObject
        {
            ["points"] = JsonAnswers.ToNode(response.Result),
            ["next_page_offset"] = response.NextPageOffset is null ? null : JsonAnswers.ToNode(response.NextPageOffset),
        };
    }
}
