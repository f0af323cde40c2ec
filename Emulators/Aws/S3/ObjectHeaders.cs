using System.Globalization;
using System.Text;
using EventAi.Emulators.Aws.Checksums;
using EventAi.Emulators.Aws.S3.State;

namespace EventAi.Emulators.Aws.S3;

/// <summary>An object's metadata as request and response headers.</summary>
internal static class ObjectHeaders
{
    private const string MetadataPrefix = "x-amz-meta-";
    private const int LargestMetadata = 2048;

    private const string Encryption = "x-amz-server-side-encryption";

    private static readonly string[] Kept =
    [
        "Content-Type", "Content-Encoding", "Content-Language", "Content-Disposition", "Cache-Control", "Expires", "x-amz-website-redirect-location",
        Encryption, "x-amz-server-side-encryption-aws-kms-key-id", "x-amz-server-side-encryption-bucket-key-enabled",
    ];

    private static readonly HashSet<string> StorageClasses = new(StringComparer.Ordinal)
    {
        "STANDARD", "REDUCED_REDUNDANCY", "STANDARD_IA", "ONEZONE_IA", "INTELLIGENT_TIERING", "GLACIER", "DEEP_ARCHIVE", "GLACIER_IR",
    };

    private static readonly string[] Refused =
    [
        "x-amz-write-offset-bytes",
    ];

    /// <summary>Headers that ask for something that is not emulated are refused rather than forgotten.</summary>
    /// <exception cref="AwsException">NotImplemented, InvalidArgument.</exception>
    public static void RefuseUnsupported(S3Call call)
    {
        if (Array.Find(Refused, header => call.Header(header) is not null) is { } refused)
        {
            throw S3Errors.HeaderNotImplemented(refused);
        }
        if (call.Header("x-amz-storage-class") is { } storage && !StorageClasses.Contains(storage))
        {
            throw new AwsException(400, "InvalidStorageClass", "The storage class you specified is not valid") { Details = [("StorageClassRequested", storage)] };
        }
        if (call.Header(Encryption) is { } encryption && encryption is not ("AES256" or "aws:kms" or "aws:kms:dsse"))
        {
            throw S3Errors.InvalidArgument("The encryption method specified is not supported", Encryption, encryption);
        }
        if (call.Header(Encryption) is not null && call.Header("x-amz-server-side-encryption-customer-algorithm") is { } customer)
        {
            throw S3Errors.InvalidArgument("Server Side Encryption with Customer provided key is incompatible with the encryption method specified", Encryption, customer);
        }
        if (call.Header(Encryption) == "AES256" && call.Header("x-amz-server-side-encryption-aws-kms-key-id") is { } kms)
        {
            throw S3Errors.InvalidArgument("Server Side Encryption with AWS KMS managed key requires HTTP header x-amz-server-side-encryption : aws:kms", "x-amz-server-side-encryption-aws-kms-key-id", kms);
        }
    }

    public static Dictionary<string, string> ReadKept(S3Call call)
    {
        var headers = new Dictionary<string, string>(StringComparer.Ordinal) { ["Content-Type"] = "binary/octet-stream", [Encryption] = "AES256" };
        foreach (var name in Kept)
        {
            var value = call.Header(name);
            if (name == "Content-Encoding" && value is not null)
            {
                // The framing of the upload is no property of the object.
                var encodings = value.Split(',', StringSplitOptions.TrimEntries);
                value = encodings.Contains("aws-chunked", StringComparer.Ordinal) ? string.Join(',', encodings.Where(static encoding => encoding is not ("aws-chunked" or ""))) : value;
            }
            if (!string.IsNullOrEmpty(value))
            {
                headers[name] = value;
            }
        }
        return headers;
    }

    /// <summary>A copy is encrypted as its request says, whatever its source was.</summary>
    public static Dictionary<string, string> ReadEncryptionOver(S3Call call, IReadOnlyDictionary<string, string> source)
    {
        var headers = source.Where(static header => !header.Key.StartsWith(Encryption, StringComparison.Ordinal)).ToDictionary(StringComparer.Ordinal);
        foreach (var (name, value) in ReadKept(call).Where(static header => header.Key.StartsWith(Encryption, StringComparison.Ordinal)))
        {
            headers[name] = value;
        }
        return headers;
    }

    /// <exception cref="AwsException">MetadataTooLarge.</exception>
    public static Dictionary<string, string> ReadMetadata(S3Call call)
    {
        var metadata = new Dictionary<string, string>(StringComparer.Ordinal);
        var size = 0;
        foreach (var (name, value) in call.OwnHeaders)
        {
            if (name.StartsWith(MetadataPrefix, StringComparison.OrdinalIgnoreCase))
            {
                var key = name[MetadataPrefix.Length..].ToLowerInvariant();
                metadata[key] = value;
                size += Encoding.UTF8.GetByteCount(key) + Encoding.UTF8.GetByteCount(metadata[key]);
            }
        }
        return size <= LargestMetadata ? metadata : throw S3Errors.MetadataTooLarge(size, LargestMetadata);
    }

    public static Precondition ReadPrecondition(S3Call call)
    {
        var (match, none) = (call.Header("If-Match")?.Trim('"'), call.Header("If-None-Match")?.Trim('"'));
        if (match is null && none is null)
        {
            return default;
        }
        return match is not null && none is not null ? throw S3Errors.HeaderNotImplemented("If-Match,If-None-Match", "Multiple conditional request headers present in the request")
            : none is not (null or "*") ? throw S3Errors.HeaderNotImplemented("If-None-Match", "We don't accept the provided value of If-None-Match header for this API")
            : match == "*" ? throw S3Errors.HeaderNotImplemented("If-Match", "We don't accept the provided value of If-Match header for this API")
            : new Precondition(match, IfAbsent: none is not null);
    }

    /// <summary>What every answer about an object carries.</summary>
    public static void Write(S3Call call, ObjectInfo info, bool checksum, bool partAsked = false)
    {
        var response = call.Response;
        var headers = response.Headers;
        headers.ETag = $"\"{info.ETag}\"";
        headers.LastModified = info.LastModified.ToString("r", CultureInfo.InvariantCulture);
        headers.AcceptRanges = "bytes";
        WriteVersion(call, info);
        Lifecycle.ExpirationHeader.Write(call, info);
        foreach (var (name, value) in info.Headers)
        {
            headers[name] = value;
        }
        foreach (var (name, value) in info.Metadata)
        {
            headers[MetadataPrefix + name] = Answered(value);
        }
        if (info.Tags.Count > 0)
        {
            headers["x-amz-tagging-count"] = $"{info.Tags.Count}";
        }
        if (info.Parts is not null && partAsked)
        {
            headers["x-amz-mp-parts-count"] = $"{info.Parts.Count}";
        }
        if (info.StorageClass != "STANDARD")
        {
            headers["x-amz-storage-class"] = info.StorageClass;
            Archive.Write(call, info);
        }
        ObjectLocks.Write(response, info.Lock);
        CustomerKeys.Write(response, info.CustomerKeyMd5);
        if (checksum)
        {
            WriteChecksum(response, info);
        }
    }

    /// <summary>What is not ASCII goes in the form of RFC 2047, as S3 does it.</summary>
    private static string Answered(string value)
    {
        if (!value.AsSpan().ContainsAnyExceptInRange('\0', '\u007F'))
        {
            return value;
        }
        if (value.Count(char.IsAscii) <= value.Length / 2)
        {
            return $"=?UTF-8?B?{Convert.ToBase64String(Encoding.UTF8.GetBytes(value))}?=";
        }
        var text = new StringBuilder("=?UTF-8?Q?");
        foreach (var octet in Encoding.UTF8.GetBytes(value))
        {
            _ = octet == ' ' ? text.Append('_') : octet is > 0x20 and < 0x7F and not ((byte)'=' or (byte)'?' or (byte)'_') ? text.Append((char)octet) : text.Append('=').Append(octet.ToString("X2", CultureInfo.InvariantCulture));
        }
        return text.Append("?=").ToString();
    }

    public static void WriteChecksum(HttpResponse response, ObjectInfo info)
    {
        response.Headers[ChecksumAlgorithms.Header(info.ChecksumAlgorithm)] = info.Checksum;
        response.Headers["x-amz-checksum-type"] = ChecksumType(info.CompositeChecksum);
    }

    public static string ChecksumType(bool composite) => composite ? "COMPOSITE" : "FULL_OBJECT";

    /// <summary>What an answer to a write carries: the entity tag, the version, how it is encrypted.</summary>
    public static void WriteStored(S3Call call, ObjectInfo info)
    {
        var response = call.Response;
        response.Headers.ETag = $"\"{info.ETag}\"";
        WriteEncryption(response, info.Headers);
        CustomerKeys.Write(response, info.CustomerKeyMd5);
        WriteVersion(call, info, isUpload: true);
        Lifecycle.ExpirationHeader.Write(call, info);
    }

    public static void WriteEncryption(HttpResponse response, IReadOnlyDictionary<string, string> kept)
    {
        foreach (var (name, value) in kept)
        {
            if (name.StartsWith(Encryption, StringComparison.Ordinal))
            {
                response.Headers[name] = value;
            }
        }
    }

    /// <summary>Objects of a bucket that was never versioned have no version to show; an upload without a version does not show that either.</summary>
    public static void WriteVersion(S3Call call, ObjectInfo info, bool isUpload = false)
    {
        if (info.VersionId != ObjectInfo.Unversioned || (!isUpload && call.Bucket.Info.Versioning != VersioningState.Off))
        {
            call.Response.Headers["x-amz-version-id"] = info.VersionId;
        }
    }
}
