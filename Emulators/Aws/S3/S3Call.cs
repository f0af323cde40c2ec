using EventAi.Emulators.Aws.S3.Access;
using EventAi.Emulators.Aws.S3.State;
using EventAi.Emulators.Aws.Signing;

namespace EventAi.Emulators.Aws.S3;

/// <summary>One authentic request to S3.</summary>
internal sealed class S3Call(AwsCall call, S3Path path, SigningKey? key, S3State state)
{
    private List<KeyValuePair<string, string>>? _ownHeaders;

    private static readonly HashSet<string> OfSignature = new(StringComparer.OrdinalIgnoreCase)
    {
        "X-Amz-Algorithm", "X-Amz-Credential", "X-Amz-Date", "X-Amz-Expires", "X-Amz-SignedHeaders", "X-Amz-Signature", "X-Amz-Security-Token", "X-Amz-Content-Sha256",
    };

    private Bucket? _bucket;

    public AwsCall Aws { get; } = call;

    public HttpRequest Request => Aws.Request;

    public HttpResponse Response => Aws.Response;

    public string BucketName => path.Bucket!;

    public string Key => path.Key!;

    public bool HasKey => path.Key is not null;

    /// <summary>Who asks. A form says it in its fields.</summary>
    public S3Caller Caller { get; private init; } = new(call.Signature is { } signature ? S3Accounts.OfKey(signature.AccessKey) : null);

    /// <summary>An upload from a form, whose fields are what headers are elsewhere.</summary>
    public bool IsForm { get; init; }

    /// <summary>Tags that the request's body gives to an object; null where its header does, if anything.</summary>
    public IReadOnlyDictionary<string, string>? RequestTags { get; set; }

    /// <summary>Current time.</summary>
    public DateTimeOffset Now => state.Now();

    /// <summary>Checks signatures within the body; null where no key pair is set.</summary>
    public SigningKey? SigningKey { get; } = key;

    /// <summary>The bucket named by the request.</summary>
    /// <exception cref="AwsException">NoSuchBucket.</exception>
    public Bucket Bucket => FindBucket() ?? throw S3Errors.NoSuchBucket(BucketName);

    /// <summary>The bucket named by the request; null without one.</summary>
    public Bucket? FindBucket() => _bucket ??= path.Bucket is null ? null : state.Find(path.Bucket);

    /// <summary>Another bucket; null without one.</summary>
    public Bucket? FindBucket(string name) => state.Find(name);

    /// <summary>The version asked for; null for the newest.</summary>
    public string? VersionId => Query("versionId") is { Length: > 0 } id ? id : null;

    /// <summary>The same request, for an object that the form names which it carries, and on whose behalf.</summary>
    public S3Call ForKey(string key, S3Caller caller) => new(Aws, path.ForKey(key), SigningKey, state) { Caller = caller, IsForm = true };

    /// <summary>The headers of S3's own, which a request has few of and is asked for many.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> OwnHeaders => _ownHeaders ??= ReadOwnHeaders();

    /// <summary>A header's value; null where absent or empty.</summary>
    public string? Header(string name)
    {
        if (!IsOwn(name))
        {
            return Request.Headers.TryGetValue(name, out var values) && values.ToString() is { Length: > 0 } value ? value : null;
        }
        _ownHeaders ??= ReadOwnHeaders();
        foreach (var (own, value) in _ownHeaders)
        {
            if (own.Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                return value.Length > 0 ? value : null;
            }
        }
        return null;
    }

    public string? Query(string name) => Aws.Target[name];

    /// <summary>The object that the request names, in the version that it names.</summary>
    /// <param name="ofWrite">It is to be changed, or its tags are asked for: what cannot be done with a delete marker, whether it was named or not.</param>
    /// <exception cref="AwsException">NoSuchKey, NoSuchVersion, MethodNotAllowed (a delete marker), InvalidArgument (a version of a bucket that never had any).</exception>
    public ObjectInfo Object(bool ofWrite = false)
    {
        var bucket = Bucket;
        if (VersionId is not (null or ObjectInfo.Unversioned) && bucket.Info.Versioning == VersioningState.Off)
        {
            throw S3Errors.InvalidArgument("Invalid version id specified", "versionId", VersionId);
        }
        return ofWrite && bucket.Find(Key, VersionId) is { IsDeleteMarker: true } marker
            ? throw S3Errors.IsDeleteMarker(marker, versionAsked: true, Request.Method)
            : Object(bucket, Key, VersionId);
    }

    /// <inheritdoc cref="Object(bool)"/>
    public static ObjectInfo Object(Bucket bucket, string key, string? versionId)
    {
        var found = bucket.Find(key, versionId);
        if (found is { IsDeleteMarker: false })
        {
            return found;
        }
        throw found is not null ? S3Errors.IsDeleteMarker(found, versionAsked: versionId is not null)
            : versionId is not null ? S3Errors.NoSuchVersion(key, versionId)
            : S3Errors.NoSuchKey(key);
    }

    /// <summary>A number in the query.</summary>
    /// <exception cref="AwsException">InvalidArgument.</exception>
    public int Number(string name, int fallback, int least = 0)
    {
        if (Query(name) is not { Length: > 0 } text)
        {
            return fallback;
        }
        return int.TryParse(text, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var number) && number >= least
            ? number
            : throw S3Errors.InvalidArgument($"Provided {name} not an integer or within integer range", name, text);
    }

    private static bool IsOwn(string name) => name.StartsWith("x-amz-", StringComparison.OrdinalIgnoreCase);

    private List<KeyValuePair<string, string>> ReadOwnHeaders()
    {
        var own = new List<KeyValuePair<string, string>>(4);
        foreach (var (name, values) in Request.Headers)
        {
            if (IsOwn(name))
            {
                own.Add(new(name, values.ToString()));
            }
        }
        if (Aws.Signature is { Presigned: true })
        {
            // A presigned URL can hold what else would be headers; a checksum in it is one of the empty body that was signed.
            own.AddRange(Aws.Target.Query.Where(pair => IsOwn(pair.Name) && !OfSignature.Contains(pair.Name) && !pair.Name.Contains("checksum", StringComparison.OrdinalIgnoreCase)).Select(static pair => new KeyValuePair<string, string>(pair.Name, pair.Value)));
        }
        return own;
    }
}
