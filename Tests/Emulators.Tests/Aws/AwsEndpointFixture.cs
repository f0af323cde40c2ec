using Amazon.Runtime;
using Amazon.S3;
using Amazon.SQS;
using EventAi.Emulators.Aws;

namespace EventAi.Emulators.Tests.Aws;

/// <summary>
/// The endpoint under test: one in this process with a data directory of its own, or the real one that EVENTAI_AWS=url names
/// (credentials then come from AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY). Everything made gets a name of its own.
/// </summary>
public sealed class AwsEndpointFixture : IAsyncLifetime
{
    public static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    private readonly string _directory = Directory.CreateTempSubdirectory("eventai-aws-").FullName;
    private AwsServer? _server;

    public string Url { get; private set; } = "";

    public IAmazonS3 S3 { get; private set; } = null!;

    public IAmazonSQS Sqs { get; private set; } = null!;

    public static string Unique(string name) => $"{name}-{Guid.NewGuid():N}";

    public async Task InitializeAsync()
    {
        Url = Environment.GetEnvironmentVariable("EVENTAI_AWS") ?? "";
        if (Url.Length == 0)
        {
            _server = await AwsServer.StartAsync(new AwsOptions { Port = 0, Data = _directory });
            Url = _server.Address.AbsoluteUri;
        }
        S3 = NewS3(Url);
        Sqs = NewSqs(Url);
    }

    public async Task DisposeAsync()
    {
        S3.Dispose();
        Sqs.Dispose();
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }
        Directory.Delete(_directory, recursive: true);
    }

    public static AmazonS3Client NewS3(string url, string? access = null, string? secret = null, string region = "us-east-1") => new(
        Credentials(access, secret),
        new AmazonS3Config { ServiceURL = url, ForcePathStyle = true, AuthenticationRegion = region, MaxErrorRetry = 0, Timeout = Deadline });

    public static AmazonSQSClient NewSqs(string url, string? access = null, string? secret = null, string region = "us-east-1") => new(
        Credentials(access, secret), new AmazonSQSConfig { ServiceURL = url, AuthenticationRegion = region, MaxErrorRetry = 0, Timeout = Deadline });

    public async Task<string> NewBucketAsync()
    {
        var bucket = Unique("bucket");
        await S3.PutBucketAsync(bucket);
        return bucket;
    }

    public async Task<string> NewQueueAsync(Dictionary<string, string>? attributes = null)
        => (await Sqs.CreateQueueAsync(new Amazon.SQS.Model.CreateQueueRequest { QueueName = Unique("queue"), Attributes = attributes })).QueueUrl;

    public async Task<string> ArnAsync(string queueUrl) => (await Sqs.GetQueueAttributesAsync(queueUrl, ["QueueArn"])).QueueARN;

    private static BasicAWSCredentials Credentials(string? access, string? secret) => new(
        access ?? Environment.GetEnvironmentVariable("AWS_ACCESS_KEY_ID") ?? "test", secret ?? Environment.GetEnvironmentVariable("AWS_SECRET_ACCESS_KEY") ?? "test");
}
