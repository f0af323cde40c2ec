using Amazon.S3;
using Amazon.S3.Model;

namespace EventAi.Emulators.Tests.Aws;

public sealed class S3ObjectLockTests(AwsEndpointFixture aws) : IClassFixture<AwsEndpointFixture>
{
    private static readonly DateTime Until = new(2099, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    [Fact]
    public async Task Delete_LegalHold_IsDeniedUntilItIsOff()
    {
        var bucket = await NewBucketAsync();
        var put = await aws.S3.PutObjectAsync(new PutObjectRequest { BucketName = bucket, Key = "k", ContentBody = "1", ObjectLockLegalHoldStatus = ObjectLockLegalHoldStatus.On });
        Assert.Equal("AccessDenied", (await Assert.ThrowsAnyAsync<AmazonS3Exception>(() => aws.S3.DeleteObjectAsync(bucket, "k", put.VersionId))).ErrorCode);
        Assert.Equal(ObjectLockLegalHoldStatus.On, (await aws.S3.GetObjectLegalHoldAsync(new GetObjectLegalHoldRequest { BucketName = bucket, Key = "k" })).LegalHold.Status);
        await aws.S3.PutObjectLegalHoldAsync(new PutObjectLegalHoldRequest { BucketName = bucket, Key = "k", LegalHold = new ObjectLockLegalHold { Status = ObjectLockLegalHoldStatus.Off } });
        await aws.S3.DeleteObjectAsync(bucket, "k", put.VersionId);
        Assert.Equal("NoSuchKey", (await Assert.ThrowsAnyAsync<AmazonS3Exception>(() => aws.S3.GetObjectAsync(bucket, "k"))).ErrorCode);
    }

    [Theory]
    [InlineData("GOVERNANCE", true)]
    [InlineData("COMPLIANCE", false)]
    public async Task Delete_Retained_OnlyGovernanceCanBePassedBy(string mode, bool canBePassedBy)
    {
        var bucket = await NewBucketAsync();
        var put = await aws.S3.PutObjectAsync(new PutObjectRequest { BucketName = bucket, Key = "k", ContentBody = "1", ObjectLockMode = mode, ObjectLockRetainUntilDate = Until });
        var head = await aws.S3.GetObjectMetadataAsync(bucket, "k");
        Assert.Equal((mode, Until), (head.ObjectLockMode.Value, head.ObjectLockRetainUntilDate!.Value.ToUniversalTime()));
        // A marker may always be put on top.
        var marker = await aws.S3.DeleteObjectAsync(bucket, "k");
        Assert.Equal("true", marker.DeleteMarker);
        Assert.Equal("AccessDenied", (await Assert.ThrowsAnyAsync<AmazonS3Exception>(() => aws.S3.DeleteObjectAsync(bucket, "k", put.VersionId))).ErrorCode);
        var many = await Assert.ThrowsAsync<DeleteObjectsException>(() => aws.S3.DeleteObjectsAsync(new DeleteObjectsRequest { BucketName = bucket, Objects = [new KeyVersion { Key = "k", VersionId = put.VersionId }] }));
        Assert.Equal("AccessDenied", Assert.Single(many.Response.DeleteErrors).Code);
        var bypass = new DeleteObjectRequest { BucketName = bucket, Key = "k", VersionId = put.VersionId, BypassGovernanceRetention = true };
        if (canBePassedBy)
        {
            await aws.S3.DeleteObjectAsync(bypass);
        }
        else
        {
            Assert.Equal("AccessDenied", (await Assert.ThrowsAnyAsync<AmazonS3Exception>(() => aws.S3.DeleteObjectAsync(bypass))).ErrorCode);
        }
    }

    [Fact]
    public async Task PutRetention_ShorterOrOfAnotherMode_NeedsGovernanceAndBypass()
    {
        var bucket = await NewBucketAsync();
        await aws.S3.PutObjectAsync(new PutObjectRequest { BucketName = bucket, Key = "k", ContentBody = "1" });
        Assert.Equal("NoSuchObjectLockConfiguration", (await Assert.ThrowsAnyAsync<AmazonS3Exception>(() => aws.S3.GetObjectRetentionAsync(new GetObjectRetentionRequest { BucketName = bucket, Key = "k" }))).ErrorCode);
        await RetainAsync(bucket, "GOVERNANCE", Until, bypass: false);
        await RetainAsync(bucket, "GOVERNANCE", Until.AddDays(1), bypass: false);
        Assert.Equal("AccessDenied", (await Assert.ThrowsAnyAsync<AmazonS3Exception>(() => RetainAsync(bucket, "GOVERNANCE", Until, bypass: false))).ErrorCode);
        Assert.Equal("AccessDenied", (await Assert.ThrowsAnyAsync<AmazonS3Exception>(() => RetainAsync(bucket, "COMPLIANCE", Until.AddDays(2), bypass: false))).ErrorCode);
        await RetainAsync(bucket, "COMPLIANCE", Until, bypass: true);
        Assert.Equal("AccessDenied", (await Assert.ThrowsAnyAsync<AmazonS3Exception>(() => RetainAsync(bucket, "COMPLIANCE", Until.AddDays(-1), bypass: true))).ErrorCode);
        Assert.Equal("InvalidArgument", (await Assert.ThrowsAnyAsync<AmazonS3Exception>(() => RetainAsync(bucket, "COMPLIANCE", new DateTime(2001, 1, 1, 0, 0, 0, DateTimeKind.Utc), bypass: true))).ErrorCode);
    }

    [Fact]
    public async Task Configuration_Default_HoldsForNewObjects()
    {
        var bucket = await NewBucketAsync();
        await aws.S3.PutObjectLockConfigurationAsync(new PutObjectLockConfigurationRequest
        {
            BucketName = bucket,
            ObjectLockConfiguration = new ObjectLockConfiguration { ObjectLockEnabled = ObjectLockEnabled.Enabled, Rule = new ObjectLockRule { DefaultRetention = new DefaultRetention { Mode = ObjectLockRetentionMode.Governance, Days = 3 } } },
        });
        Assert.Equal(3, (await aws.S3.GetObjectLockConfigurationAsync(new GetObjectLockConfigurationRequest { BucketName = bucket })).ObjectLockConfiguration.Rule.DefaultRetention.Days);
        await aws.S3.PutObjectAsync(new PutObjectRequest { BucketName = bucket, Key = "k", ContentBody = "1" });
        Assert.Equal(ObjectLockMode.Governance, (await aws.S3.GetObjectMetadataAsync(bucket, "k")).ObjectLockMode);
        Assert.Equal("InvalidBucketState", (await Assert.ThrowsAnyAsync<AmazonS3Exception>(() => aws.S3.PutBucketVersioningAsync(
            new PutBucketVersioningRequest { BucketName = bucket, VersioningConfig = new S3BucketVersioningConfig { Status = VersionStatus.Suspended } }))).ErrorCode);
    }

    [Fact]
    public async Task BucketWithoutLocks_RefusesThem()
    {
        var bucket = await aws.NewBucketAsync();
        await aws.S3.PutObjectAsync(new PutObjectRequest { BucketName = bucket, Key = "k", ContentBody = "1" });
        Assert.Equal("ObjectLockConfigurationNotFoundError", (await Assert.ThrowsAnyAsync<AmazonS3Exception>(() => aws.S3.GetObjectLockConfigurationAsync(new GetObjectLockConfigurationRequest { BucketName = bucket }))).ErrorCode);
        Assert.Equal("InvalidRequest", (await Assert.ThrowsAnyAsync<AmazonS3Exception>(() => RetainAsync(bucket, "GOVERNANCE", Until, bypass: false))).ErrorCode);
        Assert.Equal("InvalidRequest", (await Assert.ThrowsAnyAsync<AmazonS3Exception>(() => aws.S3.PutObjectAsync(
            new PutObjectRequest { BucketName = bucket, Key = "k", ContentBody = "1", ObjectLockLegalHoldStatus = ObjectLockLegalHoldStatus.On }))).ErrorCode);
    }

    private Task RetainAsync(string bucket, string mode, DateTime until, bool bypass) => aws.S3.PutObjectRetentionAsync(new PutObjectRetentionRequest
    {
        BucketName = bucket, Key = "k", BypassGovernanceRetention = bypass, Retention = new ObjectLockRetention { Mode = mode, RetainUntilDate = until },
    });

    private async Task<string> NewBucketAsync()
    {
        var bucket = AwsEndpointFixture.Unique("locked");
        await aws.S3.PutBucketAsync(new PutBucketRequest { BucketName = bucket, ObjectLockEnabledForBucket = true });
        return bucket;
    }
}
