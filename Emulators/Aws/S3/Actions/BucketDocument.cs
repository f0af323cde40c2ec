using System.Text;
using System.Xml.Linq;
using EventAi.Emulators.Aws.S3.Access;
using EventAi.Emulators.Aws.S3.Lifecycle;
using EventAi.Emulators.Aws.S3.State;

namespace EventAi.Emulators.Aws.S3.Actions;

/// <summary>
/// Configurations of a bucket that are checked for their form, kept and answered as they came: tagging, cors, policy, encryption, lifecycle, …. Lifecycle takes effect
/// (<see cref="LifecycleRules"/>), so do CORS (<see cref="CorsRules"/>), policy, ownership and public access block (<see cref="Authorizer"/>); the others have no effect here.
/// </summary>
internal sealed class BucketDocument : IS3Action
{
    private const string Namespace = "xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"";

    /// <summary>What there is (Amazon S3 API reference): the root element (none: JSON), what GET says of a bucket that has none, the status of PUT.</summary>
    private static readonly Kind[] Kinds =
    [
        new("tagging", "Tagging", "NoSuchTagSet", "The TagSet does not exist", PutStatus: 204, Check: BucketDocumentChecks.Tags),
        new("cors", "CORSConfiguration", "NoSuchCORSConfiguration", "The CORS configuration does not exist", Check: static (_, document) => CorsRules.Check(document)),
        new(LifecycleRules.Document, "LifecycleConfiguration", "NoSuchLifecycleConfiguration", "The lifecycle configuration does not exist", Check: static (_, document) => LifecycleRules.Check(document)),
        new(BucketAccess.PolicyDocument, null, "NoSuchBucketPolicy", "The bucket policy does not exist", PutStatus: 204),
        new("website", "WebsiteConfiguration", "NoSuchWebsiteConfiguration", "The specified bucket does not have a website configuration"),
        new(BucketAccess.BlockDocument, "PublicAccessBlockConfiguration", "NoSuchPublicAccessBlockConfiguration", "The public access block configuration was not found"),
        new(BucketAccess.OwnershipDocument, "OwnershipControls", "OwnershipControlsNotFoundError", "The bucket ownership controls were not found", Check: BucketDocumentChecks.Ownership),
        new("replication", "ReplicationConfiguration", "ReplicationConfigurationNotFoundError", "The replication configuration was not found"),
        new("encryption", "ServerSideEncryptionConfiguration", Default:
            $"<ServerSideEncryptionConfiguration {Namespace}><Rule><ApplyServerSideEncryptionByDefault><SSEAlgorithm>AES256</SSEAlgorithm>"
            + "</ApplyServerSideEncryptionByDefault><BucketKeyEnabled>false</BucketKeyEnabled></Rule></ServerSideEncryptionConfiguration>", Check: BucketDocumentChecks.Encryption),
        new("logging", "BucketLoggingStatus", Default: $"<BucketLoggingStatus {Namespace}/>", Removable: false, Check: BucketDocumentChecks.Logging),
        new("accelerate", "AccelerateConfiguration", Default: $"<AccelerateConfiguration {Namespace}/>", Removable: false, Check: BucketDocumentChecks.Acceleration),
        new("requestPayment", "RequestPaymentConfiguration", Default: $"<RequestPaymentConfiguration {Namespace}><Payer>BucketOwner</Payer></RequestPaymentConfiguration>", Removable: false, Check: BucketDocumentChecks.Payer),
    ];

    private readonly Kind _kind;

    private BucketDocument(Kind kind, string method) => (_kind, Route) = (kind, new S3Route(method, S3Level.Bucket, kind.Selector));

    /// <summary>One action for each verb of each kind.</summary>
    public static IEnumerable<IS3Action> All =>
        from kind in Kinds
        from method in kind.Removable ? new[] { "GET", "PUT", "DELETE" } : ["GET", "PUT"]
        select new BucketDocument(kind, method);

    public S3Route Route { get; }

    public Task ExecuteAsync(S3Call call) => Route.Method switch
    {
        "GET" => GetAsync(call),
        "PUT" => PutAsync(call),
        _ => DeleteAsync(call),
    };

    private async Task GetAsync(S3Call call)
    {
        var info = call.Bucket.Info;
        var text = info.Documents.GetValueOrDefault(_kind.Selector) ?? (_kind.Selector == BucketAccess.BlockDocument && info.HasDefaultBlock ? PublicAccessBlock.Everything : _kind.Default) ?? throw new AwsException(404, _kind.Missing!, _kind.Message!)
        {
            Details = [("BucketName", call.BucketName)],
        };
        if (_kind.Selector == LifecycleRules.Document)
        {
            call.Response.Headers[LifecycleRules.MinimumSizeHeader] = LifecycleRules.MinimumSize(info);
        }
        await AnswerAsync(call, _kind.Root is null ? "application/json" : "application/xml", text);
    }

    /// <summary>Answers a configuration as it came.</summary>
    public static async Task AnswerAsync(S3Call call, string contentType, string text)
    {
        call.Response.ContentType = contentType;
        await call.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(text), call.Aws.Aborted);
    }

    private async Task PutAsync(S3Call call)
    {
        var bucket = call.Bucket;
        var text = _kind.Root is null ? await ReadJsonAsync(call) : await ReadXmlAsync(call);
        if (text is null)
        {
            await DeleteAsync(call);
        }
        else if (_kind.Selector == LifecycleRules.Document)
        {
            var smallest = LifecycleRules.ReadMinimumSize(call);
            bucket.Configure(info => info.With(_kind.Selector, text).With(LifecycleRules.MinimumSizeHeader, smallest));
            call.Response.Headers[LifecycleRules.MinimumSizeHeader] = smallest;
        }
        else
        {
            bucket.Configure(info => Decided(info.With(_kind.Selector, text)));
        }
        call.Response.StatusCode = _kind.PutStatus;
    }

    private Task DeleteAsync(S3Call call)
    {
        call.Bucket.Configure(info => Decided(info.Without(_kind.Selector)));
        call.Response.StatusCode = StatusCodes.Status204NoContent;
        return Task.CompletedTask;
    }

    /// <returns>Null for a document that says that there is none.</returns>
    private async Task<string?> ReadXmlAsync(S3Call call)
    {
        var document = await S3Xml.ReadAsync(call);
        if (document?.Name.LocalName != _kind.Root)
        {
            throw S3Errors.MalformedXml();
        }
        _kind.Check?.Invoke(call, document!);
        if (_kind.Selector == "tagging" && !document!.Descendants().Any(static element => element.Name.LocalName == "Tag"))
        {
            return null;
        }
        return (_kind.Selector == BucketAccess.BlockDocument ? PublicAccessBlock.Normalized(document!) : document!).ToString(SaveOptions.DisableFormatting);
    }

    private static async Task<string> ReadJsonAsync(S3Call call)
    {
        const int Largest = 20 * 1024;
        using var body = new MemoryStream();
        await S3Payload.ReceiveAsync(call, bytes => body.Write(bytes), Largest, lengthRequired: false);
        var text = Encoding.UTF8.GetString(body.ToArray());
        var policy = BucketPolicy.Parse(text, call.BucketName);
        return policy.IsPublic && BucketAccess.Of(call.Bucket.Info).BlocksPublicPolicy ? throw S3Errors.AccessDenied() : text;
    }

    /// <summary>Somebody has said what there was a default of.</summary>
    private BucketInfo Decided(BucketInfo info)
        => info with
        {
            HasDefaultBlock = info.HasDefaultBlock && _kind.Selector != BucketAccess.BlockDocument,
            HasDefaultOwnership = info.HasDefaultOwnership && _kind.Selector != BucketAccess.OwnershipDocument,
        };

    private sealed record Kind(
        string Selector, string? Root, string? Missing = null, string? Message = null, string? Default = null, bool Removable = true, int PutStatus = 200, Action<S3Call, XElement>? Check = null);
}
