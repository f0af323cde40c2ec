using System.Xml.Linq;
using EventAi.Emulators.Aws.S3.State;

namespace EventAi.Emulators.Aws.S3.Actions;

/// <summary>
/// Configurations of which a bucket has several, each with an id: analytics, inventory, metrics, intelligent tiering. Checked for their form, kept, answered and listed by id; without effect.
/// </summary>
internal sealed class NamedDocument : IS3Action
{
    private const int Most = 1000;

    private static readonly Kind[] Kinds =
    [
        new("analytics", "AnalyticsConfiguration", "ListBucketAnalyticsConfigurationsResult", ["StorageClassAnalysis"]),
        new("inventory", "InventoryConfiguration", "ListInventoryConfigurationsResult", ["Destination", "IsEnabled", "IncludedObjectVersions", "Schedule"], CheckInventory, IdMismatch: true),
        new("metrics", "MetricsConfiguration", "ListMetricsConfigurationsResult", []),
        new("intelligent-tiering", "IntelligentTieringConfiguration", "ListBucketIntelligentTieringConfigurationsResult", ["Status", "Tiering"]),
    ];

    private static readonly string[] OptionalFields =
    [
        "Size", "LastModifiedDate", "StorageClass", "ETag", "IsMultipartUploaded", "ReplicationStatus", "EncryptionStatus", "ObjectLockRetainUntilDate", "ObjectLockMode", "ObjectLockLegalHoldStatus",
        "IntelligentTieringAccessTier", "BucketKeyStatus", "ChecksumAlgorithm", "ObjectAccessControlList", "ObjectOwner", "LifecycleExpirationDate",
    ];

    private readonly Kind _kind;

    private NamedDocument(Kind kind, string method) => (_kind, Route) = (kind, new S3Route(method, S3Level.Bucket, kind.Selector));

    public static IEnumerable<IS3Action> All => from kind in Kinds from method in (string[])["GET", "PUT", "DELETE"] select new NamedDocument(kind, method);

    public S3Route Route { get; }

    public Task ExecuteAsync(S3Call call)
    {
        var id = call.Query("id");
        return Route.Method switch
        {
            "GET" when id is null => ListAsync(call),
            _ when string.IsNullOrEmpty(id) => throw S3Errors.InvalidArgument("Missing required parameter id", "id", ""),
            "GET" => BucketDocument.AnswerAsync(call, "application/xml", call.Bucket.Info.Documents.GetValueOrDefault(Name(id)) ?? throw Missing()),
            "PUT" => PutAsync(call, id),
            _ => DeleteAsync(call, id),
        };
    }

    private static AwsException Missing() => new(404, "NoSuchConfiguration", "The specified configuration does not exist.");

    private static void CheckInventory(XElement document)
    {
        var destination = document.Children("Destination").First().Children("S3BucketDestination").FirstOrDefault() ?? throw S3Errors.MalformedXml();
        var known = destination.Text("Format") is "CSV" or "ORC" or "Parquet" && document.Children("Schedule").First().Text("Frequency") is "Daily" or "Weekly" && document.Text("IncludedObjectVersions") is "All" or "Current";
        if (!known || document.Children("OptionalFields").SelectMany(static fields => fields.Elements()).Any(static field => !OptionalFields.Contains(field.Value, StringComparer.Ordinal)))
        {
            throw S3Errors.MalformedXml();
        }
        if (destination.Text("Bucket")?.StartsWith("arn:aws:s3:::", StringComparison.Ordinal) != true)
        {
            throw new AwsException(400, "InvalidS3DestinationBucket", "Invalid bucket ARN.");
        }
    }

    private Task ListAsync(S3Call call)
    {
        var documents = call.Bucket.Info.Documents.Where(document => document.Key.StartsWith(Name(""), StringComparison.Ordinal)).OrderBy(static document => document.Key, StringComparer.Ordinal).ToList();
        return S3Xml.WriteAsync(call.Aws, xml =>
        {
            xml.WriteStartElement(_kind.List, S3Xml.Namespace);
            foreach (var (_, text) in documents)
            {
                XElement.Parse(text).WriteTo(xml);
            }
            xml.WriteElementString("IsTruncated", "false");
            xml.WriteEndElement();
        });
    }

    private async Task PutAsync(S3Call call, string id)
    {
        var bucket = call.Bucket;
        var document = await S3Xml.ReadAsync(call);
        if (document?.Name.LocalName != _kind.Root || document.Text("Id") is not { Length: > 0 } named || Array.Exists(_kind.Required, name => !document.Children(name).Any()))
        {
            throw S3Errors.MalformedXml();
        }
        if (named != id)
        {
            throw _kind.IdMismatch ? new AwsException(400, "IdMismatch", "Document ID does not match the specified configuration ID.") : S3Errors.MalformedXml();
        }
        _kind.Check?.Invoke(document);
        var text = document.ToString(SaveOptions.DisableFormatting);
        bucket.Configure(info =>
        {
            var changed = info.With(Name(id), text);
            return changed.Documents.Keys.Count(key => key.StartsWith(Name(""), StringComparison.Ordinal)) <= Most
                ? changed
                : throw new AwsException(400, "TooManyConfigurations", "You are attempting to create a new configuration but have already reached the 1,000-configuration limit.");
        });
        call.Response.StatusCode = StatusCodes.Status204NoContent;
    }

    private Task DeleteAsync(S3Call call, string id)
    {
        var name = Name(id);
        call.Bucket.Configure(info => info.Documents.ContainsKey(name)
            ? info.Without(name)
            : throw Missing());
        call.Response.StatusCode = StatusCodes.Status204NoContent;
        return Task.CompletedTask;
    }

    private string Name(string id) => $"{_kind.Selector}:{id}";

    private sealed record Kind(string Selector, string Root, string List, string[] Required, Action<XElement>? Check = null, bool IdMismatch = false);
}
