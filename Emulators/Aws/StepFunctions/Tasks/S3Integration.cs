using System.Globalization;
using System.Text;
using System.Xml.Linq;
using EventAi.Emulators.Aws.Checksums;
using EventAi.Emulators.Aws.StepFunctions.Asl.Values;

namespace EventAi.Emulators.Aws.StepFunctions.Tasks;

/// <summary><c>aws-sdk:s3:</c> getObject, putObject, headObject, deleteObject, copyObject, listObjects(V2), and buckets. What is put is the JSON text of the Body, quotes and all; what is got is a text.</summary>
internal sealed class S3Integration(Loopback loopback) : ITaskIntegration
{
    private static readonly string[] Operations = ["getObject", "putObject", "headObject", "deleteObject"];
    private static readonly Dictionary<string, string> Queries = new(StringComparer.Ordinal)
    {
        ["Prefix"] = "prefix", ["Delimiter"] = "delimiter", ["MaxKeys"] = "max-keys", ["StartAfter"] = "start-after", ["ContinuationToken"] = "continuation-token", ["Marker"] = "marker",
    };

    public string Service => "aws-sdk:s3";

    public bool Supports(TaskCall call)
        => (Operations.Contains(call.Action, StringComparer.Ordinal) || call.Action is "listObjects" or "listObjectsV2" or "listBuckets" or "copyObject" or "createBucket" or "deleteBucket") && !call.Request.Resource.WaitsForJob;

    private static bool IsOfObject(TaskCall call) => Operations.Contains(call.Action, StringComparer.Ordinal);

    public async Task<Json> CallAsync(TaskCall call)
    {
        if (!IsOfObject(call))
        {
            return await OtherAsync(call);
        }
        var bucket = Required(call, "Bucket");
        var path = $"/{AwsUriEncoding.Encode(bucket)}/{AwsUriEncoding.Encode(Required(call, "Key"), keepSlash: true)}";
        var body = call.Action == "putObject" && call.Parameters["Body"] is { } given ? Encoding.UTF8.GetBytes(given.Text) : [];
        var method = call.Action switch { "getObject" => HttpMethod.Get, "putObject" => HttpMethod.Put, "headObject" => HttpMethod.Head, _ => HttpMethod.Delete };
        var headers = new List<(string, string)>();
        if (call.Action == "putObject")
        {
            // As the SDK does that Step Functions calls with.
            var checksum = ChecksumAlgorithms.Create(ChecksumAlgorithm.Crc32);
            checksum.Append(body);
            headers.Add((ChecksumAlgorithms.Header(ChecksumAlgorithm.Crc32), checksum.Finish()));
        }
        if ((call.Parameters["ContentType"]?.AsString() ?? (call.Action == "putObject" ? "text/plain; charset=UTF-8" : null)) is { } type)
        {
            headers.Add(("Content-Type", type));
        }
        if (call.Parameters["Range"]?.AsString() is { } range)
        {
            headers.Add(("Range", range));
        }
        foreach (var (name, value) in call.Parameters["Metadata"] as JsonObject ?? [])
        {
            headers.Add(("x-amz-meta-" + name, value.AsString() ?? value.Text));
        }
        return await SendAsync(loopback, call, method, path, headers, body, (response, content) => Describe(call.Action, response, content));
    }

    /// <summary>Sends a request to S3 and reads its answer; a refusal fails the task.</summary>
    public static async Task<T> SendAsync<T>(
        Loopback loopback, TaskCall call, HttpMethod method, string path, IEnumerable<(string, string)> headers, byte[] body, Func<HttpResponseMessage, byte[], T> read)
    {
        var (response, content) = await loopback.SendAsync(method, path, "s3", call.Region, headers, body, call.Abandoned);
        using (response)
        {
            return response.IsSuccessStatusCode ? read(response, content) : throw Failure(response, content);
        }
    }

    /// <summary>Buckets, listings, copies: what they answer is in the body, or there is nothing to tell.</summary>
    private async Task<Json> OtherAsync(TaskCall call)
    {
        var headers = new List<(string, string)>();
        var path = call.Action == "listBuckets" ? "/" : $"/{AwsUriEncoding.Encode(Required(call, "Bucket"))}";
        if (call.Action == "copyObject")
        {
            path += "/" + AwsUriEncoding.Encode(Required(call, "Key"), keepSlash: true);
            headers.Add(("x-amz-copy-source", AwsUriEncoding.Encode(Required(call, "CopySource").TrimStart('/'), keepSlash: true)));
        }
        var query = Queries.Where(pair => call.Parameters[pair.Key] is not (null or JsonNull))
            .Select(pair => $"{pair.Value}={AwsUriEncoding.Encode(call.Parameters[pair.Key]!.AsString() ?? call.Parameters[pair.Key]!.Text)}");
        if (call.Action is "listObjects" or "listObjectsV2")
        {
            path += "?" + string.Join('&', call.Action == "listObjectsV2" ? query.Prepend("list-type=2") : query);
        }
        var method = call.Action switch { "copyObject" or "createBucket" => HttpMethod.Put, "deleteBucket" => HttpMethod.Delete, _ => HttpMethod.Get };
        var answer = await SendAsync(loopback, call, method, path.TrimEnd('?'), headers, [], static (_, content) => S3Answer.Read(content));
        return call.Action == "copyObject" ? new JsonObject { { "CopyObjectResult", answer } }
            : call.Action == "createBucket" ? new JsonObject { { "Location", "/" + Required(call, "Bucket") } }
            : answer;
    }

    private static string Required(TaskCall call, string name)
        => call.Parameters[name]?.AsString() ?? throw new TaskFailure("States.Runtime", $"The Parameters '{call.Parameters.Text}' could not be used to start the Task: [The field '{name}' is required]");

    private static JsonObject Describe(string action, HttpResponseMessage response, byte[] content)
    {
        var answer = new JsonObject();
        void Header(string name, string header)
            => answer.Add(name, response.Headers.TryGetValues(header, out var values) || response.Content.Headers.TryGetValues(header, out values) ? string.Join(',', values) : null);
        if (action is "getObject" or "headObject")
        {
            answer.Add("AcceptRanges", "bytes");
            answer.Add("ContentLength", (double)(response.Content.Headers.ContentLength ?? content.Length));
            Header("ContentType", "Content-Type");
            Header("ETag", "ETag");
            answer.Add("LastModified", response.Content.Headers.LastModified?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
            var metadata = new JsonObject();
            foreach (var (name, values) in response.Headers.Where(static header => header.Key.StartsWith("x-amz-meta-", StringComparison.OrdinalIgnoreCase)))
            {
                metadata.Add(name["x-amz-meta-".Length..].ToLowerInvariant(), string.Join(',', values));
            }
            answer.Add("Metadata", metadata);
        }
        else
        {
            Header("ChecksumCRC32", "x-amz-checksum-crc32");
            Header("ChecksumType", "x-amz-checksum-type");
            Header("ETag", "ETag");
        }
        Header("VersionId", "x-amz-version-id");
        Header("ServerSideEncryption", "x-amz-server-side-encryption");
        if (action == "getObject")
        {
            answer.Add("Body", Encoding.UTF8.GetString(content));
        }
        return answer;
    }

    private static TaskFailure Failure(HttpResponseMessage response, byte[] content)
    {
        var (code, message) = (response.StatusCode == System.Net.HttpStatusCode.NotFound ? "NoSuchKey" : "S3", response.ReasonPhrase ?? "");
        if (content.Length > 0)
        {
            var error = XDocument.Parse(Encoding.UTF8.GetString(content)).Root;
            (code, message) = (error?.Element("Code")?.Value ?? code, error?.Element("Message")?.Value ?? message);
        }
        return new TaskFailure($"S3.{code}Exception", $"{message} (Service: S3, Status Code: {(int)response.StatusCode}, Request ID: {RequestId.New()}, Extended Request ID: {RequestId.New()})");
    }
}
