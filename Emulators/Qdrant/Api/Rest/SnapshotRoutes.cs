using System.Text.Json.Nodes;
using EventAi.Emulators.Qdrant.State.Snapshots;
using Microsoft.AspNetCore.Http.Features;

namespace EventAi.Emulators.Qdrant.Api.Rest;

/// <summary>Snapshots over REST: taken, listed, fetched, deleted, and taken back from a URL, a file or an upload. A collection's one shard has the same.</summary>
internal static class SnapshotRoutes
{
    private static readonly string[] Prefixes = ["/collections/{name}/snapshots", "/collections/{name}/shards/{shard:int}/snapshots"];

    public static void MapSnapshots(this IEndpointRouteBuilder endpoints, CollectionStore store)
    {
        foreach (var prefix in Prefixes)
        {
            RestCall.Map(endpoints, "POST", prefix, call => ToNode(store.CreateSnapshot(call.Collection)));
            RestCall.Map(endpoints, "GET", prefix, call => new JsonArray([.. store.SnapshotsOf(call.Collection).List().Select(ToNode)]));
            RestCall.Map(endpoints, "DELETE", $"{prefix}/{{snapshot}}", call => Delete(store.SnapshotsOf(call.Collection), call));
            RestCall.MapRaw(endpoints, "GET", $"{prefix}/{{snapshot}}", readsBody: false, call => SendAsync(store.SnapshotsOf(call.Collection), call));
            RestCall.MapRaw(endpoints, "PUT", $"{prefix}/recover", readsBody: true, call => RecoverAsync(store, call));
            RestCall.MapRaw(endpoints, "POST", $"{prefix}/upload", readsBody: false, call => UploadAsync(store, call));
        }
        RestCall.Map(endpoints, "POST", "/snapshots", _ => ToNode(store.CreateFullSnapshot()));
        RestCall.Map(endpoints, "GET", "/snapshots", _ => new JsonArray([.. store.Snapshots.List().Select(ToNode)]));
        RestCall.Map(endpoints, "DELETE", "/snapshots/{snapshot}", call => Delete(store.Snapshots, call));
        RestCall.MapRaw(endpoints, "GET", "/snapshots/{snapshot}", readsBody: false, call => SendAsync(store.Snapshots, call));
    }

    private static JsonObject ToNode(SnapshotInfo snapshot)
        => new()
        {
            ["name"] = snapshot.Name,
            ["creation_time"] = snapshot.Created.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss", System.Globalization.CultureInfo.InvariantCulture),
            ["size"] = snapshot.Size,
            ["checksum"] = snapshot.Checksum,
        };

    private static JsonValue Delete(SnapshotFolder folder, RestCall call)
    {
        folder.Delete(call.Path("snapshot"));
        return JsonValue.Create(true);
    }

    private static async Task SendAsync(SnapshotFolder folder, RestCall call)
    {
        var path = folder.Find(call.Path("snapshot"));
        call.Context.Response.ContentType = "application/octet-stream";
        call.Context.Response.Headers.ContentDisposition = $"attachment; filename=\"{Path.GetFileName(path)}\"";
        await call.Context.Response.SendFileAsync(path, call.Context.RequestAborted);
    }

    private static async Task RecoverAsync(CollectionStore store, RestCall call)
    {
        var location = JsonRequests.Required(call.Body, "location").GetString() ?? "";
        var checksum = JsonRequests.Get(call.Body, "checksum")?.GetString();
        if (!Uri.TryCreate(location, UriKind.Absolute, out var uri) || uri.Scheme is not ("file" or "http" or "https"))
        {
            throw StoreException.BadRequest($"Invalid snapshot location `{location}`: a URL with the scheme file, http or https is needed");
        }
        if (uri.IsFile)
        {
            await RestoreAsync(store, call, File.Exists(uri.LocalPath) ? uri.LocalPath : throw StoreException.BadRequest($"Snapshot file \"{uri.LocalPath}\" does not exist"), checksum);
            return;
        }
        var temporary = Path.GetTempFileName();
        try
        {
            using var http = new HttpClient();
            using var request = new HttpRequestMessage(HttpMethod.Get, uri);
            if (JsonRequests.Get(call.Body, "api_key")?.GetString() is { } key)
            {
                request.Headers.Add("api-key", key);
            }
            using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, call.Context.RequestAborted);
            if (!response.IsSuccessStatusCode)
            {
                throw StoreException.BadRequest($"Failed to download snapshot from {location}: status {(int)response.StatusCode}");
            }
            await using (var file = File.Create(temporary))
            {
                await response.Content.CopyToAsync(file, call.Context.RequestAborted);
            }
            await RestoreAsync(store, call, temporary, checksum);
        }
        catch (HttpRequestException exception)
        {
            throw StoreException.BadRequest($"Failed to download snapshot from {location}: {exception.Message}");
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    private static async Task UploadAsync(CollectionStore store, RestCall call)
    {
        call.Context.Features.GetRequiredFeature<IHttpMaxRequestBodySizeFeature>().MaxRequestBodySize = null;
        var form = await call.Context.Request.ReadFormAsync(new FormOptions { MultipartBodyLengthLimit = long.MaxValue }, call.Context.RequestAborted);
        var upload = form.Files.GetFile("snapshot") ?? throw StoreException.Malformed("Field `snapshot` is missing in the form");
        var temporary = Path.GetTempFileName();
        try
        {
            await using (var file = File.Create(temporary))
            {
                await upload.CopyToAsync(file, call.Context.RequestAborted);
            }
            await RestoreAsync(store, call, temporary, call.Context.Request.Query["checksum"].FirstOrDefault());
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    private static async Task RestoreAsync(CollectionStore store, RestCall call, string path, string? checksum)
    {
        CollectionConfigs.CheckName(call.Collection);
        store.Recover(call.Collection, path, checksum);
        await call.AnswerAsync(true);
    }
}
