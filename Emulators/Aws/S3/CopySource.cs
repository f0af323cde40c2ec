using EventAi.Emulators.Aws.S3.Access;
using EventAi.Emulators.Aws.S3.State;

namespace EventAi.Emulators.Aws.S3;

/// <summary>What <c>x-amz-copy-source</c> names: bucket, key and, maybe, a version.</summary>
internal sealed record CopySource(string Bucket, string Key, string? VersionId)
{
    /// <exception cref="AwsException">InvalidArgument, InvalidURI.</exception>
    public static CopySource Of(S3Call call)
    {
        const string Version = "?versionId=";
        var header = call.Header(S3Route.CopySource)!;
        var question = header.IndexOf(Version, StringComparison.Ordinal);
        var version = question < 0 ? null : header[(question + Version.Length)..];
        var path = AwsUriEncoding.Decode(question < 0 ? header : header[..question], plusIsSpace: true)?.TrimStart('/') ?? throw S3Errors.InvalidUri();
        var slash = path.IndexOf('/');
        return slash > 0 && slash < path.Length - 1
            ? new CopySource(path[..slash], path[(slash + 1)..], version)
            : throw S3Errors.InvalidArgument("Invalid copy source object key", S3Route.CopySource, S3Route.CopySource);
    }

    /// <summary>The object and its content, if the request's conditions on it hold.</summary>
    /// <exception cref="AwsException">NoSuchBucket, NoSuchKey, NoSuchVersion, PreconditionFailed.</exception>
    public (ObjectInfo Info, Stream Content) Open(S3Call call, S3State state)
    {
        var bucket = state.Find(Bucket) ?? throw S3Errors.NoSuchBucket(Bucket);
        if (call.Header("x-amz-source-expected-bucket-owner") is { } expected)
        {
            S3Service.RequireOwner(expected, bucket);
        }
        Authorizer.Require(call, bucket, VersionId is null ? ActionNames.GetObject : "s3:GetObjectVersion", Key, VersionId);
        var info = S3Call.Object(bucket, Key, VersionId);
        Archive.RequireReadable(call, info);
        CustomerKeys.Require(call, info.CustomerKeyMd5, ofSource: true);
        if (Conditions.Evaluate(call, info, "x-amz-copy-source-") != ConditionOutcome.Proceed)
        {
            throw S3Errors.PreconditionFailed(Conditions.Failing(call, info, "x-amz-copy-source-"));
        }
        return (info, bucket.Open(info) ?? throw S3Errors.NoSuchKey(Key));
    }
}
