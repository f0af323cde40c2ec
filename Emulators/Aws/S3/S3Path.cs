using System.Net;
using System.Text;

namespace EventAi.Emulators.Aws.S3;

/// <summary>Bucket and key that a request names, in path style or in virtual-host style.</summary>
/// <param name="Bucket">Null for the service itself.</param>
/// <param name="Key">Null for the bucket itself.</param>
internal sealed record S3Path(string? Bucket, string? Key)
{
    private const int LongestKey = 1024;

    public S3Level Level => Bucket is null ? S3Level.Service : Key is null ? S3Level.Bucket : S3Level.Object;

    /// <exception cref="AwsException">InvalidURI, KeyTooLongError.</exception>
    public static S3Path Parse(AwsCall call)
    {
        var path = call.Target.Path[1..];
        var bucket = BucketOfHost(call.Request.Host.Host);
        if (bucket is null && path.Length > 0)
        {
            var slash = path.IndexOf('/');
            bucket = slash < 0 ? path : path[..slash];
            path = slash < 0 ? "" : path[(slash + 1)..];
            bucket = AwsUriEncoding.Decode(bucket) ?? throw S3Errors.InvalidUri();
            if (bucket.Length == 0)
            {
                throw S3Errors.InvalidUri();
            }
        }
        if (path.Length == 0)
        {
            return new S3Path(bucket, Key: null);
        }
        return new S3Path(bucket, Key: null).ForKey(AwsUriEncoding.Decode(path) ?? throw S3Errors.InvalidUri());
    }

    /// <exception cref="AwsException">KeyTooLongError.</exception>
    public S3Path ForKey(string key)
        => Encoding.UTF8.GetByteCount(key) <= LongestKey ? this with { Key = key } : throw S3Errors.KeyTooLong(Encoding.UTF8.GetByteCount(key), LongestKey);

    /// <summary>
    /// The bucket in a host name: <c>{bucket}.s3.{anything}</c>, <c>{bucket}.s3-{region}.{anything}</c>, <c>{bucket}.localhost</c>.
    /// Null where the host names no bucket.
    /// </summary>
    public static string? BucketOfHost(string host)
    {
        if (host.Length == 0 || IPAddress.TryParse(host, out _))
        {
            return null;
        }
        foreach (var mark in (ReadOnlySpan<string>)[".s3.", ".s3-"])
        {
            var at = host.LastIndexOf(mark, StringComparison.OrdinalIgnoreCase);
            if (at > 0)
            {
                return host[..at];
            }
        }
        const string Local = ".localhost";
        return host.EndsWith(Local, StringComparison.OrdinalIgnoreCase) && !host.StartsWith("s3.", StringComparison.OrdinalIgnoreCase) ? host[..^Local.Length] : null;
    }
}
