using EventAi.Emulators.Aws;
using EventAi.Emulators.Aws.Checksums;
using EventAi.Emulators.Aws.S3.Lifecycle;
using EventAi.Emulators.Aws.S3.State;
using Microsoft.Extensions.Logging.Abstractions;

namespace EventAi.Emulators.Tests.Aws;

/// <summary>Days pass on a clock of the test's own.</summary>
public sealed class S3LifecycleTests : IDisposable
{
    private readonly ManualTime time = new();
    private readonly DataDirectory data = new(new AwsOptions { Memory = true });
    private readonly S3State state;
    private readonly Bucket bucket;

    public S3LifecycleTests()
    {
        state = new S3State(data, time, NullLogger<S3State>.Instance);
        bucket = state.Create("bucket", "us-east-1", AwsOptions.AccountId).Bucket;
    }

    public void Dispose() => data.Dispose();

    [Fact]
    public void Expiration_AfterItsDays_TakesWhatTheFilterCovers()
    {
        Rule("<Filter><And><Prefix>logs/</Prefix><Tag><Key>keep</Key><Value>no</Value></Tag></And></Filter><Expiration><Days>2</Days></Expiration>");
        Put("logs/old", ("keep", "no"));
        Put("logs/kept", ("keep", "yes"));
        Put("other", ("keep", "no"));
        After(TimeSpan.FromDays(2) - TimeSpan.FromMinutes(1));
        Assert.NotNull(bucket.Find("logs/old"));
        After(TimeSpan.FromDays(1));
        Assert.Null(bucket.Find("logs/old"));
        Assert.NotNull(bucket.Find("logs/kept"));
        Assert.NotNull(bucket.Find("other"));
    }

    [Fact]
    public void NoncurrentVersions_GoAfterTheirDays_AndSoDoMarkersThatHideNothing()
    {
        bucket.Configure(info => info with { Versioning = VersioningState.Enabled });
        Rule("<Filter/><Expiration><ExpiredObjectDeleteMarker>true</ExpiredObjectDeleteMarker></Expiration><NoncurrentVersionExpiration><NoncurrentDays>1</NoncurrentDays></NoncurrentVersionExpiration>");
        Put("k");
        Put("k");
        bucket.Delete("k", versionId: null, ifMatch: null, () => ObjectInfo.DeleteMarker("k", state.Now(), state.NextSequence()), static _ => false);
        After(TimeSpan.FromHours(1));
        Assert.Equal(3, Assert.Single(bucket.AllVersions()).Count);
        After(TimeSpan.FromDays(3));
        After(TimeSpan.FromDays(1));
        Assert.Empty(bucket.AllVersions());
    }

    [Fact]
    public void Uploads_LeftOpen_AreAborted()
    {
        Rule("<Filter><Prefix></Prefix></Filter><AbortIncompleteMultipartUpload><DaysAfterInitiation>1</DaysAfterInitiation></AbortIncompleteMultipartUpload>");
        bucket.Begin(new UploadInfo
        {
            Id = "1", Key = "k", Initiated = state.Now(), Headers = new Dictionary<string, string>(), Metadata = new Dictionary<string, string>(), Tags = new Dictionary<string, string>(),
            StorageClass = "STANDARD", ChecksumAlgorithm = ChecksumAlgorithm.Crc64Nvme, ChecksumChosen = false, CompositeChecksum = false,
        });
        After(TimeSpan.FromHours(1));
        Assert.Single(bucket.Uploads);
        After(TimeSpan.FromDays(3));
        Assert.Empty(bucket.Uploads);
    }

    private void Rule(string content) => bucket.Configure(info => info with
    {
        Documents = new Dictionary<string, string> { ["lifecycle"] = $"<LifecycleConfiguration><Rule><Status>Enabled</Status>{content}</Rule></LifecycleConfiguration>" },
    });

    private void After(TimeSpan passed)
    {
        time.Advance(passed);
        using var worker = new LifecycleWorker(state, time, NullLogger<LifecycleWorker>.Instance);
        worker.Run();
    }

    private void Put(string key, params (string Key, string Value)[] tags)
    {
        using var content = state.Files.Begin();
        bucket.Put(
            new ObjectInfo
            {
                Key = key, Size = 0, ETag = "", LastModified = state.Now(), Headers = new Dictionary<string, string>(), Metadata = new Dictionary<string, string>(),
                ChecksumAlgorithm = ChecksumAlgorithm.Crc64Nvme, Checksum = "", Sequence = state.NextSequence(), Tags = tags.ToDictionary(tag => tag.Key, tag => tag.Value),
            },
            content,
            default);
    }
}
