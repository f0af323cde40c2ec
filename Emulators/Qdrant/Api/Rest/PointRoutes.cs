using System.Text.Json;
using System.Text.Json.Nodes;
using EventAi.Emulators.Qdrant.Api.Grpc.Points;

namespace EventAi.Emulators.Qdrant.Api.Rest;

/// <summary>Points over REST: changes, alone and in batches, and reads that do not search.</summary>
internal static class PointRoutes
{
    private const string Prefix = "/collections/{name}/points";

    public static void MapPoints(this IEndpointRouteBuilder endpoints, CollectionStore store)
    {
        MapChange("PUT", Prefix, (call, body) => new Upsert(store).Handle(JsonUpdates.ToUpsert(call.Collection, call.Wait, body), call.Elapsed));
        MapChange("POST", $"{Prefix}/delete", (call, body) => new Delete(store).Handle(JsonUpdates.ToDelete(call.Collection, call.Wait, body), call.Elapsed));
        MapChange("PUT", $"{Prefix}/vectors", (call, body) => new UpdateVectors(store).Handle(JsonUpdates.ToUpdateVectors(call.Collection, call.Wait, body), call.Elapsed));
        MapChange("POST", $"{Prefix}/vectors/delete", (call, body) => new DeleteVectors(store).Handle(JsonUpdates.ToDeleteVectors(call.Collection, call.Wait, body), call.Elapsed));
        MapChange("POST", $"{Prefix}/payload", (call, body) => new SetPayload(store).Handle(JsonUpdates.ToSetPayload(call.Collection, call.Wait, body), call.Elapsed));
        MapChange("PUT", $"{Prefix}/payload", (call, body) => new OverwritePayload(store).Handle(JsonUpdates.ToSetPayload(call.Collection, call.Wait, body), call.Elapsed));
        MapChange("POST", $"{Prefix}/payload/delete", (call, body) => new DeletePayload(store).Handle(JsonUpdates.ToDeletePayload(call.Collection, call.Wait, body), call.Elapsed));
        MapChange("POST", $"{Prefix}/payload/clear", (call, body) => new ClearPayload(store).Handle(JsonUpdates.ToClearPayload(call.Collection, call.Wait, body), call.Elapsed));
        RestCall.Map(endpoints, "POST", $"{Prefix}/batch", call => new JsonArray([.. JsonRequests.Required(call.Body, "operations").EnumerateArray()
            .Select(operation => JsonAnswers.ToNode(Apply(store, call, operation).Result))]));
        RestCall.Map(endpoints, "GET", $"{Prefix}/{{id}}", call => Retrieve(store, call));
        RestCall.Map(endpoints, "POST", Prefix, call =>
        {
            var request = new Wire.GetPoints
            {
                CollectionName = call.Collection,
                Ids = { JsonRequests.Required(call.Body, "ids").EnumerateArray().Select(JsonRequests.ToId) },
                WithPayload = JsonRequests.ToPayloadSelector(call.Body, otherwise: true),
                WithVectors = JsonRequests.ToVectorsSelector(call.Body),
            };
            return JsonAnswers.ToNode(new Get(store).Handle(request, call.Elapsed).Result, request.WithPayload, request.WithVectors);
        });
        RestCall.Map(endpoints, "POST", $"{Prefix}/count", call => new JsonObject
        {
            ["count"] = new Count(store).Handle(
                new Wire.CountPoints { CollectionName = call.Collection, Filter = JsonFilters.ToFilterOrNull(call.Body) }, call.Elapsed).Result.Count,
        });
        RestCall.Map(endpoints, "POST", $"{Prefix}/scroll", call => Scroll(store, call));

        void MapChange(string verb, string pattern, Func<RestCall, JsonElement, Wire.PointsOperationResponse> change)
            => RestCall.Map(endpoints, verb, pattern, call => JsonAnswers.ToNode(change(call, call.Body).Result));
    }

    /// <summary>One operation of a batch: an object whose one member says which.</summary>
    private static Wire.PointsOperationResponse Apply(CollectionStore store, RestCall call, JsonElement operation)
    {
        var (name, body) = operation.EnumerateObject().FirstOrDefault() is { Name: { } found, Value: var value } ? (found, value) : ("", default);
        return name switch
        {
            "upsert" => new Upsert(store).Handle(JsonUpdates.ToUpsert(call.Collection, call.Wait, body), call.Elapsed),
            "delete" => new Delete(store).Handle(JsonUpdates.ToDelete(call.Collection, call.Wait, body), call.Elapsed),
            "set_payload" => new SetPayload(store).Handle(JsonUpdates.ToSetPayload(call.Collection, call.Wait, body), call.Elapsed),
            "overwrite_payload" => new OverwritePayload(store).Handle(JsonUpdates.ToSetPayload(call.Collection, call.Wait, body), call.Elapsed),
            "delete_payload" => new DeletePayload(store).Handle(JsonUpdates.ToDeletePayload(call.Collection, call.Wait, body), call.Elapsed),
            "clear_payload" => new ClearPayload(store).Handle(JsonUpdates.ToClearPayload(call.Collection, call.Wait, body), call.Elapsed),
            "update_vectors" => new UpdateVectors(store).Handle(JsonUpdates.ToUpdateVectors(call.Collection, call.Wait, body), call.Elapsed),
            "delete_vectors" => new DeleteVectors(store).Handle(JsonUpdates.ToDeleteVectors(call.Collection, call.Wait, body), call.Elapsed),
            _ => throw new JsonException($"unknown variant `{name}` of UpdateOperation"),
        };
    }

    private static JsonObject Retrieve(CollectionStore store, RestCall call)
    {
        var text = call.Path("id");
        var request = new Wire.GetPoints
        {
            CollectionName = call.Collection,
            Ids = { ulong.TryParse(text, out var number) ? new Wire.PointId { Num = number } : new Wire.PointId { Uuid = text } },
            WithPayload = new Wire.WithPayloadSelector { Enable = true },
            WithVectors = new Wire.WithVectorsSelector { Enable = true },
        };
        var found = new Get(store).Handle(request, call.Elapsed).Result;
        return found.Count == 1
            ? JsonAnswers.ToNode(found[0], request.WithPayload, request.WithVectors)
            : throw StoreException.NotFound($"Point with id {text} does not exists!");
    }

    private static JsonObject Scroll(CollectionStore store, RestCall call)
    {
        var request = new Wire.ScrollPoints
        {
            CollectionName = call.Collection,
            Filter = JsonFilters.ToFilterOrNull(call.Body),
            WithPayload = JsonRequests.ToPayloadSelector(call.Body, otherwise: true),
            WithVectors = JsonRequests.ToVectorsSelector(call.Body),
            OrderBy = JsonRequests.Get(call.Body, "order_by") is { } order ? JsonQueries.ToOrder(order) : null,
            Offset = JsonRequests.Get(call.Body, "offset") is { } offset ? JsonRequests.ToId(offset) : null,
        };
        if (JsonRequests.Get(call.Body, "limit") is { } limit)
        {
            request.Limit = limit.GetUInt32();
        }
        var response = new Scroll(store).Handle(request, call.Elapsed);
        return new JsonObject
        {
            ["points"] = JsonAnswers.ToNode(response.Result, request.WithPayload, request.WithVectors),
            ["next_page_offset"] = response.NextPageOffset is null ? null : JsonAnswers.ToNode(response.NextPageOffset),
        };
    }
}
