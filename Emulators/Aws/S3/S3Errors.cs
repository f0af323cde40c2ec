using System.Globalization;
using EventAi.Emulators.Aws.S3.State;

namespace EventAi.Emulators.Aws.S3;

/// <summary>Errors of S3 with AWS's codes, statuses and texts (Amazon S3 API reference, "Error responses").</summary>
internal static class S3Errors
{
    public static AwsException AccessDenied() => new(403, "AccessDenied", "Access Denied");

    public static AwsException NoSuchBucket(string bucket)
        => new(404, "NoSuchBucket", "The specified bucket does not exist") { Details = [("BucketName", bucket)] };

    public static AwsException NoSuchBucketPolicy(string bucket)
        => new(404, "NoSuchBucketPolicy", "The bucket policy does not exist") { Details = [("BucketName", bucket)] };

    public static AwsException NoSuchKey(string key)
        => new(404, "NoSuchKey", "The specified key does not exist.") { Details = [("Key", key)] };

    public static AwsException NoSuchVersion(string key, string version)
        => new(404, "NoSuchVersion", "The specified version does not exist.") { Details = [("Key", key), ("VersionId", version)] };

    /// <summary>The newest version is a delete marker (404), or the very version that was asked for is (405).</summary>
    public static AwsException IsDeleteMarker(ObjectInfo marker, bool versionAsked, string method = "GET")
    {
        (string, string)[] headers = [("x-amz-delete-marker", "true"), ("x-amz-version-id", marker.VersionId)];
        return versionAsked
            ? new AwsException(405, "MethodNotAllowed", "The specified method is not allowed against this resource.")
            {
                Details = [("Method", method), ("ResourceType", "DeleteMarker")],
                Headers = [.. headers, ("Allow", "DELETE"), ("Last-Modified", marker.LastModified.ToString("r", CultureInfo.InvariantCulture))],
            }
            : new AwsException(404, "NoSuchKey", "The specified key does not exist.") { Details = [("Key", marker.Key)], Headers = headers };
    }

    public static AwsException NoSuchUpload(string uploadId)
        => new(404, "NoSuchUpload", "The specified upload does not exist. The upload ID may be invalid, or the upload may have been aborted or completed.")
        {
            Details = [("UploadId", uploadId)],
        };

    public static AwsException InvalidPart(string uploadId, int number, string tag)
        => new(400, "InvalidPart", "One or more of the specified parts could not be found.  The part may not have been uploaded, or the specified entity tag may not match the part's entity tag.")
        {
            Details = [("ETag", tag), ("PartNumber", $"{number}"), ("UploadId", uploadId)],
        };

    public static AwsException InvalidPartNumber(int number, int parts)
        => new(416, "InvalidPartNumber", "The requested partnumber is not satisfiable") { Details = [("PartNumberRequested", $"{number}"), ("ActualPartCount", $"{parts}")] };

    public static AwsException InvalidPartOrder(string uploadId)
        => new(400, "InvalidPartOrder", "The list of parts was not in ascending order. Parts must be ordered by part number.") { Details = [("UploadId", uploadId)] };

    public static AwsException EntityTooSmall(int number, string tag, long size, long least)
        => new(400, "EntityTooSmall", "Your proposed upload is smaller than the minimum allowed size")
        {
            Details = [("ETag", tag), ("PartNumber", $"{number}"), ("ProposedSize", $"{size}"), ("MinSizeAllowed", $"{least}")],
        };

    public static AwsException Locked() => new(403, "AccessDenied", "Access Denied because object protected by object lock.");

    public static AwsException NoObjectLock() => new(404, "NoSuchObjectLockConfiguration", "The specified object does not have a ObjectLock configuration");

    public static AwsException InvalidTag(string message, string key, string? value = null)
        => new(400, "InvalidTag", message) { Details = value is null ? [("TagKey", key)] : [("TagKey", key), ("TagValue", value)] };

    public static AwsException AclNotSupported() => new(400, "AccessControlListNotSupported", "The bucket does not allow ACLs");

    public static AwsException BucketAlreadyOwnedByYou(string bucket)
        => new(409, "BucketAlreadyOwnedByYou", "Your previous request to create the named bucket succeeded and you already own it.") { Details = [("BucketName", bucket)] };

    public static AwsException BucketAlreadyExists(string bucket)
        => new(409, "BucketAlreadyExists", "The requested bucket name is not available. The bucket namespace is shared by all users of the system. Please select a different name and try again.")
        {
            Details = [("BucketName", bucket)],
        };

    public static AwsException BucketNotEmpty(string bucket, bool versioned)
        => new(409, "BucketNotEmpty", $"The bucket you tried to delete is not empty{(versioned ? ". You must delete all versions in the bucket." : "")}") { Details = [("BucketName", bucket)] };

    public static AwsException InvalidBucketName(string bucket)
        => new(400, "InvalidBucketName", "The specified bucket is not valid.") { Details = [("BucketName", bucket)] };

    public static AwsException InvalidUri() => new(400, "InvalidURI", "Couldn't parse the specified URI.");

    public static AwsException KeyTooLong(int size, int limit)
        => new(400, "KeyTooLongError", "Your key is too long") { Details = [("Size", $"{size}"), ("MaxSizeAllowed", $"{limit}")] };

    public static AwsException InvalidArgument(string message, string name, string value)
        => new(400, "InvalidArgument", message) { Details = [("ArgumentName", name), ("ArgumentValue", value)] };

    public static AwsException InvalidRequest(string message) => new(400, "InvalidRequest", message);

    public static AwsException MalformedXml()
        => new(400, "MalformedXML", "The XML you provided was not well-formed or did not validate against our published schema");

    public static AwsException BadDigest(string name) => new(400, "BadDigest", $"The {name} you specified did not match the calculated checksum.");

    public static AwsException InvalidDigest(string value)
        => new(400, "InvalidDigest", "The Content-MD5 you specified was invalid.") { Details = [("Content-MD5", value)] };

    public static AwsException EntityTooLarge(long size, long limit)
        => new(400, "EntityTooLarge", "Your proposed upload exceeds the maximum allowed size") { Details = [("ProposedSize", $"{size}"), ("MaxSizeAllowed", $"{limit}")] };

    public static AwsException IncompleteBody()
        => new(400, "IncompleteBody", "You did not provide the number of bytes specified by the Content-Length HTTP header");

    public static AwsException MissingContentLength() => new(411, "MissingContentLength", "You must provide the Content-Length HTTP header.");

    public static AwsException PreconditionFailed(string condition)
        => new(412, "PreconditionFailed", "At least one of the pre-conditions you specified did not hold") { Details = [("Condition", condition)] };

    public static AwsException InvalidRange(string range, long size) => new(416, "InvalidRange", "The requested range is not satisfiable")
    {
        Details = [("RangeRequested", range), ("ActualObjectSize", $"{size}")],
        Headers = [("Content-Range", $"bytes */{size}")],
    };

    public static AwsException MetadataTooLarge(int size, int limit)
        => new(400, "MetadataTooLarge", "Your metadata headers exceed the maximum allowed metadata size") { Details = [("Size", $"{size}"), ("MaxSizeAllowed", $"{limit}")] };

    public static AwsException HeaderNotImplemented(string header, string? additional = null)
        => new(501, "NotImplemented", "A header you provided implies functionality that is not implemented")
        {
            Details = additional is null ? [("Header", header)] : [("Header", header), ("additionalMessage", additional)],
        };

    public static AwsException NotImplemented(string operation)
        => new(501, "NotImplemented", "A parameter or operation you requested implies functionality that is not implemented") { Details = [("Operation", operation)] };

    public static AwsException MethodNotAllowed(string method, S3Level level)
        => new(405, "MethodNotAllowed", "The specified method is not allowed against this resource.") { Details = [("Method", method), ("ResourceType", $"{level}".ToUpperInvariant())] };
}
