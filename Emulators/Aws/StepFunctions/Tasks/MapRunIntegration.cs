using System.Globalization;
using System.Text;
using System.Xml.Linq;
using EventAi.Emulators.Aws.StepFunctions.Asl.Values;

namespace EventAi.Emulators.Aws.StepFunctions.Tasks;

/// <summary>What a distributed Map has done outside: its items read from a bucket, its results written to one.</summary>
internal sealed class MapRunIntegration(Loopback loopback) : ITaskIntegration
{
    private const int MostListed = 1_000_000;

    public string Service => "map-run";

    public bool Supports(TaskCall call) => call.Action is "readItems" or "writeResults" && !call.Request.Resource.IsSubmitted;

    public async Task<Json> CallAsync(TaskCall call)
    {
        var parameters = call.Parameters["Parameters"] as JsonObject ?? throw new TaskFailure("States.Runtime", "The Parameters must be an object.");
        if (call.Action == "writeResults")
        {
            return await WriteAsync(call, parameters);
        }
        var most = (int?)((call.Parameters["MaxItems"] as JsonNumber)?.Value) ?? int.MaxValue;
        if (most < 0)
        {
            throw new TaskFailure("States.ItemReaderFailed", "field MaxItems must be positive");
        }
        var items = call.Parameters["Resource"]!.AsString()!.EndsWith("listObjectsV2", StringComparison.Ordinal)
            ? await ListAsync(call, parameters)
            : ItemFiles.Read(await SendAsync(call, HttpMethod.Get, PathOf(parameters, Required(parameters, "Key")), [], []), call.Parameters["Config"] as JsonObject ?? []);
        return items.Count <= most ? items : new JsonArray(items.Take(most));
    }

    private static string Required(JsonObject parameters, string name)
        => parameters[name]?.AsString() ?? throw new TaskFailure("States.Runtime", $"The field '{name}' is required in the Parameters.");

    private static string PathOf(JsonObject parameters, string? key)
        => $"/{AwsUriEncoding.Encode(Required(parameters, "Bucket"))}{(key is null ? "" : "/" + AwsUriEncoding.Encode(key, keepSlash: true))}"
            + (parameters["VersionId"]?.AsString() is { } version && key is not null ? $"?versionId={AwsUriEncoding.Encode(version)}" : "");

    private async Task<JsonArray> ListAsync(TaskCall call, JsonObject parameters)
    {
        var items = new List<Json>();
        string? token = null;
        do
        {
            var query = new StringBuilder("?list-type=2");
            foreach (var (name, member) in (ReadOnlySpan<(string, string)>)[("prefix", "Prefix"), ("start-after", "StartAfter")])
            {
                query.Append(parameters[member]?.AsString() is { } value ? $"&{name}={AwsUriEncoding.Encode(value)}" : "");
            }
            query.Append(token is null ? "" : $"&continuation-token={AwsUriEncoding.Encode(token)}");
            var page = XDocument.Parse(Encoding.UTF8.GetString(await SendAsync(call, HttpMethod.Get, PathOf(parameters, null) + query, [], []))).Root!;
            var space = page.Name.Namespace;
            items.AddRange(page.Elements(space + "Contents").Select(entry => new JsonObject
            {
                { "Etag", entry.Element(space + "ETag")!.Value },
                { "Key", entry.Element(space + "Key")!.Value },
                { "LastModified", DateTimeOffset.Parse(entry.Element(space + "LastModified")!.Value, CultureInfo.InvariantCulture).ToUnixTimeSeconds() },
                { "Size", double.Parse(entry.Element(space + "Size")!.Value, CultureInfo.InvariantCulture) },
                { "StorageClass", entry.Element(space + "StorageClass")!.Value },
            }));
            token = page.Element(space + "NextContinuationToken")?.Value;
        }
        while (token is not null && items.Count < MostListed);
        return new JsonArray(items);
    }

    private async Task<Json> WriteAsync(TaskCall call, JsonObject parameters)
    {
        var arn = call.Parameters["MapRunArn"]!.AsString()!;
        var prefix = parameters["Prefix"]?.AsString() is { Length: > 0 } given ? given.TrimEnd('/') + "/" : "";
        var folder = $"{prefix}{StatesArns.MapRunName(arn)}/";
        var results = (JsonArray)call.Parameters["Results"]!;
        var lines = call.Parameters["Config"]?["OutputType"]?.AsString() == "JSONL";
        var files = new JsonObject();
        foreach (var status in (string[])["FAILED", "PENDING", "SUCCEEDED"])
        {
            var entries = results.Where(result => result["Status"]!.AsString() == status).Select(result => Describe(call, arn, result, status)).ToList();
            if (entries.Count == 0)
            {
                files.Add(status, new JsonArray());
                continue;
            }
            var key = $"{folder}{status}_0.{(lines ? "jsonl" : "json")}";
            var content = Encoding.UTF8.GetBytes(lines ? string.Concat(entries.Select(static entry => entry.Text + "\n")) : new JsonArray(entries).Text);
            await SendAsync(call, HttpMethod.Put, PathOf(parameters, key), [("Content-Type", "application/json")], content);
            files.Add(status, new JsonArray([new JsonObject { { "Key", key }, { "Size", content.Length } }]));
        }
        var manifest = new JsonObject { { "DestinationBucket", Required(parameters, "Bucket") }, { "MapRunArn", arn }, { "ResultFiles", files } };
        await SendAsync(call, HttpMethod.Put, PathOf(parameters, folder + "manifest.json"), [("Content-Type", "application/json")], Encoding.UTF8.GetBytes(manifest.Text));
        return new JsonObject { { "Bucket", Required(parameters, "Bucket") }, { "Key", folder + "manifest.json" } };
    }

    private static Json Describe(TaskCall call, string mapRun, Json result, string status)
    {
        var transformation = call.Parameters["Config"]?["Transformation"]?.AsString();
        if (transformation is "COMPACT" or "FLATTEN" && status == "SUCCEEDED")
        {
            return result["Output"]!;
        }
        var hasSucceeded = status == "SUCCEEDED";
        var included = new JsonObject { { "Included", true } };
        return new JsonObject
        {
            { "ExecutionArn", result["ExecutionArn"] },
            { "Input", result["Input"]!.Text },
            { "InputDetails", included },
            { "Name", result["Name"] },
            { "Output", hasSucceeded ? result["Output"]!.Text : null },
            { "OutputDetails", hasSucceeded ? included : null },
            { "Error", result["Error"] },
            { "Cause", result["Cause"] },
            { "RedriveCount", result["RedriveCount"] },
            { "RedriveStatus", hasSucceeded ? "NOT_REDRIVABLE" : "REDRIVABLE" },
            { "RedriveStatusReason", hasSucceeded ? "Execution is SUCCEEDED and cannot be redriven" : null },
            { "StartDate", result["StartDate"] },
            { "StateMachineArn", StatesArns.ChildStateMachine(call.Entry.Start.StateMachineArn, mapRun) },
            { "Status", result["Status"] },
            { "StopDate", result["StopDate"] },
        };
    }

    private Task<byte[]> SendAsync(TaskCall call, HttpMethod method, string path, IEnumerable<(string, string)> headers, byte[] body)
        => S3Integration.SendAsync(loopback, call, method, path, headers, body, static (_, content) => content);
}
