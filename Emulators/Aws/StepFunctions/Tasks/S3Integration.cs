using System.Globalization;
using System.Text;
using System.Xml.Linq;
using EventAi.Emulators.Aws.StepFunctions.Asl.Values;

namespace EventAi.Emulators.Aws.StepFunctions.Tasks;

/// <summary><c>aws-sdk:s3:</c> getObject, putObject, headObject, deleteObject: bodies are texts.</summary>
internal sealed class S3Integration(Loopback loopback) : ITaskIntegration
{
    private static readonly string[] Operations = ["getObject", "putObject", "headObject", "deleteObject"];

    public string Service => "aws-sdk:s3";

    public bool Supports(TaskCall call) => Operations.Contains(call.Action, StringComparer.Ordinal) && !call.Request.Resource.WaitsForJob;

    public async Task<Json> CallAsync(TaskCall call)
    {
        var bucket = Required(call, "Bucket");
        var path = $"/{AwsUriEncoding.Encode(bucket)}/{AwsUriEncoding.Encode(Required(call, "Key"), keepSlash: true)}";
        var body = call.Action == "putObject" && call.Parameters["Body"] is { } given ? Encoding.UTF8.GetBytes(given.AsString() ?? given.Text) : [];
        var method = call.Action switch { "getObject" => HttpMethod.Get, "putObject" => HttpMethod.Put, "headObject" => HttpMethod.Head, _ => HttpMethod.Delete };
        var headers = new List<(string, string)>();
        if (call.Parameters["ContentType"]?.AsString() is { } type)
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
        var (response, content) = await loopback.SendAsync(method, path, "s3", call.Region, headers, body, call.Abandoned);
        using (response)
        {
            return response.IsSuccessStatusCode ? Describe(call.Action, response, content) : throw Failure(response, content);
        }
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

    public static TaskFailure Failure(HttpResponseMessage response, byte[] content)
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
