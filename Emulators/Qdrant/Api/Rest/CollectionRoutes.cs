using System.Text.Json;
using System.Text.Json.Nodes;
using EventAi.Emulators.Qdrant.Api.Grpc.Collections;

namespace EventAi.Emulators.Qdrant.Api.Rest;

/// <summary>Collections over REST: list, create, read, update, exists, delete, aliases, payload indexes, named vectors, shards.</summary>
internal static class CollectionRoutes
{
    private const string One = "/collections/{name}";

    public static void MapCollections(this IEndpointRouteBuilder endpoints, CollectionStore store)
    {
        RestCall.Map(endpoints, "GET", "/collections", call => new JsonObject
        {
            ["collections"] = new JsonArray([.. new List(store).Handle(new Wire.ListCollectionsRequest(), call.Elapsed).Collections
                .Select(collection => new JsonObject { ["name"] = collection.Name })]),
        });
        RestCall.Map(endpoints, "PUT", One, call => new Create(store).Handle(JsonCollections.ToCreate(call.Collection, call.Body), call.Elapsed).Result);
        RestCall.Map(endpoints, "PATCH", One, call => new Update(store).Handle(JsonCollections.ToUpdate(call.Collection, call.Body), call.Elapsed).Result);
        RestCall.Map(endpoints, "GET", One, call => JsonCollections.ToNode(
            new Get(store).Handle(new Wire.GetCollectionInfoRequest { CollectionName = call.Collection }, call.Elapsed).Result));
        RestCall.Map(endpoints, "DELETE", One, call => new Delete(store).Handle(new Wire.DeleteCollection { CollectionName = call.Collection }, call.Elapsed).Result);
        RestCall.Map(endpoints, "GET", $"{One}/exists", call => new JsonObject
        {
            ["exists"] = new CollectionExists(store).Handle(new Wire.CollectionExistsRequest { CollectionName = call.Collection }, call.Elapsed).Result.Exists,
        });
        MapAliases(endpoints, store);
        MapSchema(endpoints, store);
        MapShards(endpoints, store);
    }

    private static void MapAliases(IEndpointRouteBuilder endpoints, CollectionStore store)
    {
        RestCall.Map(endpoints, "POST", "/collections/aliases", call => new UpdateAliases(store).Handle(
            new Wire.ChangeAliases { Actions = { JsonRequests.Required(call.Body, "actions").EnumerateArray().Select(ProtoJson.Read<Wire.AliasOperations>) } }, call.Elapsed).Result);
        RestCall.Map(endpoints, "GET", "/aliases", call => ToNode(new ListAliases(store).Handle(new Wire.ListAliasesRequest(), call.Elapsed)));
        RestCall.Map(endpoints, "GET", $"{One}/aliases", call => ToNode(
            new ListCollectionAliases(store).Handle(new Wire.ListCollectionAliasesRequest { CollectionName = call.Collection }, call.Elapsed)));

        static JsonObject ToNode(Wire.ListAliasesResponse response) => new() { ["aliases"] = new JsonArray([.. response.Aliases.Select(ProtoJson.ToNode)]) };
    }

    private static void MapSchema(IEndpointRouteBuilder endpoints, CollectionStore store)
    {
        RestCall.Map(endpoints, "PUT", $"{One}/index", call => JsonAnswers.ToNode(
            new Grpc.Points.CreateFieldIndex(store).Handle(JsonCollections.ToIndex(call.Collection, call.Wait, call.Body), call.Elapsed).Result));
        RestCall.Map(endpoints, "DELETE", $"{One}/index/{{field}}", call => JsonAnswers.ToNode(
            new Grpc.Points.DeleteFieldIndex(store).Handle(
                new Wire.DeleteFieldIndexCollection { CollectionName = call.Collection, FieldName = call.Path("field"), Wait = call.Wait }, call.Elapsed).Result));
        RestCall.Map(endpoints, "PUT", $"{One}/vectors/{{vector}}", call => JsonAnswers.ToNode(
            new Grpc.Points.CreateVectorName(store).Handle(ToVectorName(call), call.Elapsed).Result));
        RestCall.Map(endpoints, "DELETE", $"{One}/vectors/{{vector}}", call => JsonAnswers.ToNode(
            new Grpc.Points.DeleteVectorName(store).Handle(
                new Wire.DeleteVectorNameRequest { CollectionName = call.Collection, VectorName = call.Path("vector"), Wait = call.Wait }, call.Elapsed).Result));
    }

    private static void MapShards(IEndpointRouteBuilder endpoints, CollectionStore store)
    {
        RestCall.Map(endpoints, "GET", $"{One}/cluster", call =>
        {
            var info = new CollectionClusterInfo(store).Handle(new Wire.CollectionClusterInfoRequest { CollectionName = call.Collection }, call.Elapsed);
            return new JsonObject
            {
                ["peer_id"] = info.PeerId,
                ["shard_count"] = info.ShardCount,
                ["local_shards"] = new JsonArray([.. info.LocalShards.Select(shard => new JsonObject
                {
                    ["shard_id"] = shard.ShardId, ["points_count"] = shard.PointsCount, ["state"] = shard.State.ToString(),
                })]),
                ["remote_shards"] = new JsonArray(),
                ["shard_transfers"] = new JsonArray(),
            };
        });
        RestCall.Map(endpoints, "GET", $"{One}/optimizations", call =>
        {
            var summary = store.Get(call.Collection).Summarize();
            return new JsonObject
            {
                ["summary"] = new JsonObject
                {
                    ["queued_optimizations"] = summary.IsIndexing ? 1 : 0, ["queued_segments"] = 0, ["queued_points"] = 0, ["idle_segments"] = 1,
                },
                ["running"] = new JsonArray(),
            };
        });
        foreach (var (verb, pattern) in new[] { ("POST", $"{One}/cluster"), ("PUT", $"{One}/shards"), ("POST", $"{One}/shards/delete"), ("GET", $"{One}/shards") })
        {
            RestCall.Map(endpoints, verb, pattern, call =>
            {
                _ = store.Get(call.Collection);
                throw StoreException.Malformed("Distributed mode disabled");
            });
        }
    }

    private static Wire.CreateVectorNameRequest ToVectorName(RestCall call)
    {
        var request = new Wire.CreateVectorNameRequest { CollectionName = call.Collection, VectorName = call.Path("vector"), Wait = call.Wait };
        if (JsonRequests.Get(call.Body, "size") is not null || JsonRequests.Get(call.Body, "dense") is not null)
        {
            request.DenseConfig = ProtoJson.Read<Wire.DenseVectorCreationConfig>(JsonRequests.Get(call.Body, "dense") ?? call.Body);
        }
        else
        {
            request.SparseConfig = ProtoJson.Read<Wire.SparseVectorCreationConfig>(JsonRequests.Get(call.Body, "sparse") ?? call.Body);
        }
        return request;
    }
}
