using System.Text.Json;

namespace EventAi.Emulators.Qdrant.Api.Rest;

/// <summary>Changes of points from JSON, as they come alone or in a batch.</summary>
internal static class JsonUpdates
{
    public static Wire.UpsertPoints ToUpsert(string collection, bool wait, JsonElement body)
    {
        var request = new Wire.UpsertPoints
        {
            CollectionName = collection,
            Wait = wait,
            Points = { JsonRequests.Get(body, "batch") is { } batch ? ToPoints(batch) : JsonRequests.Required(body, "points").EnumerateArray().Select(JsonRequests.ToPoint) },
            UpdateFilter = JsonRequests.Get(body, "update_filter") is { } filter ? JsonFilters.ToFilter(filter) : null,
        };
        if (JsonRequests.Get(body, "update_mode") is { } mode)
        {
            request.UpdateMode = mode.GetString() switch
            {
                "upsert" => Wire.UpdateMode.Upsert,
                "insert_only" => Wire.UpdateMode.InsertOnly,
                "update_only" => Wire.UpdateMode.UpdateOnly,
                var other => throw new JsonException($"unknown variant `{other}`, expected one of `upsert`, `insert_only`, `update_only`"),
            };
        }
        return request;
    }

    public static Wire.SetPayloadPoints ToSetPayload(string collection, bool wait, JsonElement body)
    {
        var request = new Wire.SetPayloadPoints
        {
            CollectionName = collection,
            Wait = wait,
            PointsSelector = JsonRequests.ToSelector(body),
            Payload = { JsonRequests.ToFields(JsonRequests.Required(body, "payload")) },
        };
        if (JsonRequests.Get(body, "key") is { } key)
        {
            request.Key = key.GetString();
        }
        return request;
    }

    public static Wire.DeletePayloadPoints ToDeletePayload(string collection, bool wait, JsonElement body)
        => new()
        {
            CollectionName = collection,
            Wait = wait,
            Keys = { JsonRequests.Strings(JsonRequests.Required(body, "keys")) },
            PointsSelector = JsonRequests.ToSelector(body),
        };

    public static Wire.ClearPayloadPoints ToClearPayload(string collection, bool wait, JsonElement body)
        => new() { CollectionName = collection, Wait = wait, Points = JsonRequests.ToSelector(body) };

    public static Wire.DeletePoints ToDelete(string collection, bool wait, JsonElement body)
        => new() { CollectionName = collection, Wait = wait, Points = JsonRequests.ToSelector(body) };

    public static Wire.UpdatePointVectors ToUpdateVectors(string collection, bool wait, JsonElement body)
        => new()
        {
            CollectionName = collection,
            Wait = wait,
            Points =
            {
                JsonRequests.Required(body, "points").EnumerateArray().Select(point => new Wire.PointVectors
                {
                    Id = JsonRequests.ToId(JsonRequests.Required(point, "id")),
                    Vectors = JsonVectors.ToVectors(JsonRequests.Required(point, "vector")),
                }),
            },
            UpdateFilter = JsonRequests.Get(body, "update_filter") is { } filter ? JsonFilters.ToFilter(filter) : null,
        };

    public static Wire.DeletePointVectors ToDeleteVectors(string collection, bool wait, JsonElement body)
        => new()
        {
            CollectionName = collection,
            Wait = wait,
            PointsSelector = JsonRequests.ToSelector(body),
            Vectors = new Wire.VectorsSelector { Names = { JsonRequests.Strings(JsonRequests.Required(body, "vector")) } },
        };

    /// <summary>Points in columns: ids, vectors (of one name or by name), payloads.</summary>
    private static IEnumerable<Wire.PointStruct> ToPoints(JsonElement batch)
    {
        var ids = JsonRequests.Required(batch, "ids").EnumerateArray().Select(JsonRequests.ToId).ToList();
        var points = ids.ConvertAll(id => new Wire.PointStruct { Id = id });
        var vectors = JsonRequests.Required(batch, "vectors");
        if (vectors.ValueKind == JsonValueKind.Array)
        {
            Fill(vectors, "vectors", (i, vector) => points[i].Vectors = new Wire.Vectors { Vector = JsonVectors.ToVector(vector) });
        }
        else
        {
            foreach (var column in vectors.EnumerateObject())
            {
                Fill(column.Value, column.Name, (i, vector) =>
                {
                    points[i].Vectors ??= new Wire.Vectors { Vectors_ = new Wire.NamedVectors() };
                    points[i].Vectors.Vectors_.Vectors[column.Name] = JsonVectors.ToVector(vector);
                });
            }
        }
        if (JsonRequests.Get(batch, "payloads") is { } payloads)
        {
            Fill(payloads, "payloads", (i, payload) =>
            {
                if (payload.ValueKind == JsonValueKind.Object)
                {
                    points[i].Payload.Add(JsonRequests.ToFields(payload));
                }
            });
        }
        return points;

        void Fill(JsonElement column, string name, Action<int, JsonElement> set)
        {
            if (column.GetArrayLength() != points.Count)
            {
                throw StoreException.Validation("batch", $"number of ids and {name} must be equal ({points.Count} != {column.GetArrayLength()})");
            }
            var i = 0;
            foreach (var value in column.EnumerateArray())
            {
                set(i++, value);
            }
        }
    }
}
