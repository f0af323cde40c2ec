using EventAi.Emulators.Aws.S3.State;
using EventAi.Emulators.Aws.Signing;

namespace EventAi.Emulators.Aws.S3;

/// <summary>One authentic request to S3.</summary>
internal sealed class S3Call(AwsCall call, S3Path path, SigningKey? key, S3State state)
{
    public AwsCall Aws { get; } = call;

    public HttpRequest Request => Aws.Request;

    public HttpResponse Response => Aws.Response;

    public string BucketName => path.Bucket!;

    public string Key => path.Key!;

    /// <summary>Checks signatures within the body; null where no key pair is set.</summary>
    public SigningKey? SigningKey { get; } = key;

    /// <summary>The bucket named by the request.</summary>
    /// <exception cref="AwsException">NoSuchBucket.</exception>
    public Bucket Bucket => state.Find(BucketName) ?? throw S3Errors.NoSuchBucket(BucketName);

    /// <summary>A header's value; null where absent or empty.</summary>
    public string? Header(string name) => Request.Headers.TryGetValue(name, out var values) && values.ToString() is { Length: > 0 } value ? value : null;

    public string? Query(string name) => Aws.Target[name];
}
