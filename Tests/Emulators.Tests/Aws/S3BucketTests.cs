using System.Net;
using Amazon.S3;
using Amazon.S3.Model;

namespace EventAi.Emulators.Tests.Aws;

public sealed class S3BucketTests(AwsEndpointFixture aws) : IClassFixture<AwsEndpointFixture>
{
    [Fact]
    public async Task CreateBucket_Twice_SucceedsForItsOwner()
    {
        var bucket = await aws.NewBucketAsync();
        var again = await aws.S3.PutBucketAsync(bucket);
        Assert.Equal(HttpStatusCode.OK, again.HttpStatusCode);
        Assert.Contains(bucket, (await aws.S3.ListBucketsAsync()).Buckets.Select(static entry => entry.BucketName));
    }

    [Fact]
    public async Task CreateBucket_InAnotherRegion_IsThereAndOnlyOnce()
    {
        var bucket = AwsEndpointFixture.Unique("bucket");
        using var europe = AwsEndpointFixture.NewS3(aws.Url, region: "eu-west-1");
        var request = new PutBucketRequest { BucketName = bucket, PutBucketConfiguration = new PutBucketConfiguration { LocationConstraint = "eu-west-1" } };
        await europe.PutBucketAsync(request);
        Assert.Equal("eu-west-1", (await europe.GetBucketLocationAsync(bucket)).Location.Value);
        var error = await Assert.ThrowsAnyAsync<AmazonS3Exception>(() => europe.PutBucketAsync(request));
        Assert.Equal(("BucketAlreadyOwnedByYou", HttpStatusCode.Conflict), (error.ErrorCode, error.StatusCode));
    }

    [Fact]
    public async Task GetBucketLocation_UsEast1_IsEmpty()
        => Assert.Equal("", (await aws.S3.GetBucketLocationAsync(await aws.NewBucketAsync())).Location?.Value ?? "");

    [Theory]
    [InlineData("ab")]
    [InlineData("Upper-Case")]
    [InlineData("double..dot")]
    [InlineData("192.168.0.1")]
    [InlineData("-begins-with-a-hyphen")]
    [InlineData("xn--reserved")]
    public async Task CreateBucket_BadName_IsInvalidBucketName(string name)
    {
        var error = await Assert.ThrowsAnyAsync<AmazonS3Exception>(() => aws.S3.PutBucketAsync(name));
        Assert.Equal("InvalidBucketName", error.ErrorCode);
    }

    [Fact]
    public async Task HeadBucket_ThereOrNot_TellsSo()
    {
        var bucket = await aws.NewBucketAsync();
        Assert.Equal(HttpStatusCode.OK, (await aws.S3.HeadBucketAsync(new HeadBucketRequest { BucketName = bucket })).HttpStatusCode);
        var error = await Assert.ThrowsAnyAsync<AmazonS3Exception>(() => aws.S3.HeadBucketAsync(new HeadBucketRequest { BucketName = AwsEndpointFixture.Unique("none") }));
        Assert.Equal(HttpStatusCode.NotFound, error.StatusCode);
    }

    [Fact]
    public async Task DeleteBucket_NotEmptyThenEmpty_FailsThenSucceeds()
    {
        var bucket = await aws.NewBucketAsync();
        await aws.S3.PutObjectAsync(new PutObjectRequest { BucketName = bucket, Key = "k", ContentBody = "v" });
        var error = await Assert.ThrowsAnyAsync<AmazonS3Exception>(() => aws.S3.DeleteBucketAsync(bucket));
        Assert.Equal(("BucketNotEmpty", HttpStatusCode.Conflict), (error.ErrorCode, error.StatusCode));
        await aws.S3.DeleteObjectAsync(bucket, "k");
        Assert.Equal(HttpStatusCode.NoContent, (await aws.S3.DeleteBucketAsync(bucket)).HttpStatusCode);
        error = await Assert.ThrowsAnyAsync<AmazonS3Exception>(() => aws.S3.DeleteBucketAsync(bucket));
        Assert.Equal("NoSuchBucket", error.ErrorCode);
    }

    [Fact]
    public async Task Operation_NotEmulated_IsNotImplemented()
    {
        var bucket = await aws.NewBucketAsync();
        var error = await Assert.ThrowsAnyAsync<AmazonS3Exception>(() => aws.S3.GetObjectTorrentAsync(new() { BucketName = bucket, Key = "key" }));
        Assert.Equal(("NotImplemented", HttpStatusCode.NotImplemented), (error.ErrorCode, error.StatusCode));
    }
}
