using System.Buffers;
using System.Text;
using System.Xml;
using System.Xml.Linq;
using EventAi.Emulators.Aws.Checksums;
using EventAi.Emulators.Aws.S3.Access;
using EventAi.Emulators.Aws.S3.Notifications;
using EventAi.Emulators.Aws.S3.State;
using EventAi.Emulators.Aws.Signing;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace EventAi.Emulators.Aws.S3.Actions;

/// <summary>
/// PostObject: an upload from a form of a web page. A policy says what it may hold, and it is the policy that is signed, by version 4 or, as pages of old do, by version 2. Fields of
/// the form stand for the headers of PutObject; the file is streamed and is the last field that counts.
/// </summary>
internal sealed class PostObject(S3State state, ObjectEvents events, SignatureVerifier verifier, TimeProvider time) : IS3Action
{
    private static readonly string[] VersionFields = ["X-Amz-Algorithm", "X-Amz-Credential", "X-Amz-Date", "X-Amz-Signature"];
    private static readonly string[] OldFields = ["AWSAccessKeyId", "Signature"];
    private const int MostFields = 100;
    private const int LargestField = 20 * 1024;

    public S3Route Route { get; } = new("POST", S3Level.Bucket);

    /// <summary>Whether the request is a form, which has no signature of its own.</summary>
    public static bool IsForm(AwsCall call, S3Path path)
        => call.Signature is null && call.Request.Method == "POST" && path.Level == S3Level.Bucket && call.Target.Query.Count == 0
            && call.Request.ContentType?.StartsWith("multipart/form-data", StringComparison.OrdinalIgnoreCase) == true;

    public async Task ExecuteAsync(S3Call call)
    {
        var bucket = call.Bucket;
        var boundary = MediaTypeHeaderValue.TryParse(call.Request.ContentType, out var type) ? HeaderUtilities.RemoveQuotes(type.Boundary).Value : null;
        if (string.IsNullOrEmpty(boundary))
        {
            throw new AwsException(412, "PreconditionFailed", "At least one of the pre-conditions you specified did not hold") { Details = [("Condition", "Bucket POST must be of the enclosure-type multipart/form-data")] };
        }
        try
        {
            var reader = new MultipartReader(boundary, call.Request.Body);
            var fields = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
            while (await reader.ReadNextSectionAsync(call.Aws.Aborted) is { } section)
            {
                var disposition = ContentDispositionHeaderValue.TryParse(section.ContentDisposition, out var parsed) ? parsed : throw Malformed();
                var name = HeaderUtilities.RemoveQuotes(disposition.Name).Value ?? throw Malformed();
                if (name.Equals("file", StringComparison.OrdinalIgnoreCase))
                {
                    await StoreAsync(call, bucket, fields, section, HeaderUtilities.RemoveQuotes(disposition.FileName).Value ?? "");
                    return;
                }
                if (fields.Count == MostFields || !fields.TryAdd(name, await TextAsync(section, call.Aws.Aborted)))
                {
                    throw S3Errors.InvalidArgument("A field of the form is given twice, or there are too many.", name, "");
                }
            }
        }
        catch (Exception exception) when (exception is InvalidDataException or IOException and not Microsoft.AspNetCore.Http.BadHttpRequestException)
        {
            throw Malformed();
        }
        throw S3Errors.InvalidArgument("POST requires exactly one file upload per request.", "file", "0");
    }

    private static AwsException Malformed() => new(400, "MalformedPOSTRequest", "The body of your POST request is not well-formed multipart/form-data.");

    private static async Task<string> TextAsync(MultipartSection section, CancellationToken cancellationToken)
    {
        var text = new byte[LargestField + 1];
        var length = await section.Body.ReadAtLeastAsync(text, text.Length, throwOnEndOfStream: false, cancellationToken);
        return length <= LargestField ? Encoding.UTF8.GetString(text, 0, length)
            : throw new AwsException(400, "MaxPostPreDataLengthExceededError", "Your POST request fields preceding the upload file were too large.");
    }

    private async Task StoreAsync(S3Call form, Bucket bucket, Dictionary<string, string> fields, MultipartSection file, string fileName)
    {
        var policy = Authenticate(bucket, fields);
        if (!fields.TryGetValue("key", out var key) || key.Length == 0)
        {
            throw S3Errors.InvalidArgument("Bucket POST must contain a field named 'key'.  If it is specified, please check the order of the fields.", "key", "");
        }
        key = key.Replace("${filename}", fileName.Length == 0 ? "${filename}" : Path.GetFileName(fileName.Replace('\\', '/')), StringComparison.Ordinal);
        fields["key"] = key;
        policy?.Check(fields);
        var call = form.ForKey(key, CallerOf(fields));
        AsHeaders(call, fields);
        call.RequestTags = fields.TryGetValue("tagging", out var tagging) ? Parse(tagging) is { Name.LocalName: "Tagging" } document ? ObjectTags.Read(document) : null : null;
        Authorizer.Require(call, bucket, ActionNames.PutObject, key);
        ObjectHeaders.RefuseUnsupported(call);
        var access = AclWrites.ForNew(call, bucket.Info);
        using var content = state.Files.Begin();
        var received = await ReceiveAsync(call, file, content);
        policy?.CheckLength(received.Length);
        var info = PutObject.Store(bucket, NewInfo(call, received, bucket.Info, access), content, new Precondition(IfMatch: null, IfAbsent: false));
        events.Raise(call, bucket.Info, "ObjectCreated:Post", info);
        ObjectHeaders.WriteStored(call, info);
        ObjectHeaders.WriteChecksum(call.Response, info);
        await AnswerAsync(call, info, fields);
    }

    /// <returns>The policy; null for a form of nobody, which a bucket may let in.</returns>
    private PostPolicy? Authenticate(Bucket bucket, Dictionary<string, string> fields)
    {
        if (!fields.TryGetValue("policy", out var policy))
        {
            return null;
        }
        var (old, now) = (fields.ContainsKey("signature") || fields.ContainsKey("AWSAccessKeyId"), VersionFields.Any(fields.ContainsKey));
        if (!old && !now)
        {
            throw S3Errors.AccessDenied();
        }
        if ((now ? VersionFields : OldFields).FirstOrDefault(name => !fields.ContainsKey(name)) is { } missing)
        {
            throw S3Errors.InvalidArgument($"Bucket POST must contain a field named '{missing}'.  If it is specified, please check the order of the fields.", missing, "");
        }
        fields["bucket"] = bucket.Info.Name;
        verifier.VerifyForm(policy, fields);
        return PostPolicy.Read(policy, time.GetUtcNow());
    }

    private static S3Caller CallerOf(Dictionary<string, string> fields)
        => !fields.ContainsKey("policy") ? default
            : new S3Caller(S3Accounts.OfKey(fields.TryGetValue("x-amz-credential", out var credential) ? credential.Split('/')[0] : fields.GetValueOrDefault("AWSAccessKeyId", "")));

    /// <summary>From here on the request is that of a PutObject with the fields as headers.</summary>
    private static void AsHeaders(S3Call call, Dictionary<string, string> fields)
    {
        call.Request.Headers.Remove("Content-Type");
        foreach (var (name, value) in fields)
        {
            var isHeader = name.StartsWith("x-amz-", StringComparison.OrdinalIgnoreCase) || name is "Content-Type" or "Content-Encoding" or "Content-Disposition" or "Content-Language" or "Cache-Control" or "Expires" or "Content-MD5";
            if (isHeader && !name.Equals("x-amz-date", StringComparison.OrdinalIgnoreCase))
            {
                call.Request.Headers[name] = new string([.. value.Where(static letter => !char.IsControl(letter))]);
            }
        }
        if (fields.TryGetValue("acl", out var acl))
        {
            call.Request.Headers["x-amz-acl"] = acl;
        }
    }

    private static async Task<ReceivedBody> ReceiveAsync(S3Call call, MultipartSection file, PendingObject content)
    {
        using var digests = new BodyDigests(call, "", ChecksumAlgorithm.Crc64Nvme);
        var piece = ArrayPool<byte>.Shared.Rent(128 * 1024);
        try
        {
            var length = 0L;
            while (await file.Body.ReadAsync(piece, call.Aws.Aborted) is var count && count > 0)
            {
                length += count;
                if (length > PutObject.LargestObject)
                {
                    throw S3Errors.EntityTooLarge(length, PutObject.LargestObject);
                }
                digests.Append(piece.AsSpan(0, count));
                content.Write(piece.AsSpan(0, count));
            }
            return digests.Finish(length, []);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(piece);
        }
    }

    private static async Task AnswerAsync(S3Call call, ObjectInfo info, Dictionary<string, string> fields)
    {
        var location = $"{call.Request.Scheme}://{call.Request.Host}/{call.BucketName}/{AwsUriEncoding.Encode(info.Key, keepSlash: true)}";
        if ((fields.GetValueOrDefault("success_action_redirect") ?? fields.GetValueOrDefault("redirect")) is { } redirect && Uri.TryCreate(redirect, UriKind.Absolute, out var target) && target.Scheme is "http" or "https")
        {
            var query = $"bucket={AwsUriEncoding.Encode(call.BucketName)}&key={AwsUriEncoding.Encode(info.Key)}&etag={AwsUriEncoding.Encode($"\"{info.ETag}\"")}";
            call.Response.StatusCode = StatusCodes.Status303SeeOther;
            call.Response.Headers.Location = $"{redirect}{(target.Query.Length == 0 ? "?" : "&")}{query}";
            return;
        }
        call.Response.Headers.Location = location;
        call.Response.StatusCode = fields.GetValueOrDefault("success_action_status") switch
        {
            "200" => StatusCodes.Status200OK,
            "201" => StatusCodes.Status201Created,
            _ => StatusCodes.Status204NoContent,
        };
        if (call.Response.StatusCode == StatusCodes.Status201Created)
        {
            await S3Xml.WriteAsync(call.Aws, xml =>
            {
                xml.WriteStartElement("PostResponse");
                xml.WriteElementString("Location", location);
                xml.WriteElementString("Bucket", call.BucketName);
                xml.WriteElementString("Key", info.Key);
                xml.WriteElementString("ETag", $"\"{info.ETag}\"");
                xml.WriteEndElement();
            });
        }
    }

    private static XElement Parse(string tagging)
    {
        try
        {
            return XElement.Parse(tagging);
        }
        catch (XmlException)
        {
            throw S3Errors.MalformedXml();
        }
    }

    private ObjectInfo NewInfo(S3Call call, ReceivedBody received, BucketInfo bucket, (string? Owner, IReadOnlyList<AclGrant>? Acl) access) => new()
    {
        Key = call.Key,
        Size = received.Length,
        ETag = received.Md5,
        LastModified = state.Now(),
        Headers = ObjectHeaders.ReadKept(call),
        Metadata = ObjectHeaders.ReadMetadata(call),
        ChecksumAlgorithm = received.Algorithm,
        Checksum = received.Checksum,
        StorageClass = call.Header("x-amz-storage-class") ?? "STANDARD",
        Tags = call.RequestTags ?? ObjectTags.ReadHeader(call),
        Owner = access.Owner,
        Acl = access.Acl,
        Lock = ObjectLocks.Read(call, bucket, state.Now()),
        CustomerKeyMd5 = CustomerKeys.Read(call),
        Sequence = state.NextSequence(),
    };
}
