using Amazon.S3;
using Amazon.S3.Model;

namespace EventAi.Emulators.Tests.Aws;

public sealed class S3ListTests(AwsEndpointFixture aws) : IClassFixture<AwsEndpointFixture>
{
    [Fact]
    public async Task ListObjectsV2_Pages_CoverEveryKeyOnceInOrder()
    {
        var bucket = await BucketAsync(Enumerable.Range(0, 25).Select(static i => $"key-{i:00}"));
        var keys = new List<string>();
        var request = new ListObjectsV2Request { BucketName = bucket, MaxKeys = 10 };
        var pages = 0;
        ListObjectsV2Response page;
        do
        {
            page = await aws.S3.ListObjectsV2Async(request);
            keys.AddRange(page.S3Objects.Select(static entry => entry.Key));
            request.ContinuationToken = page.NextContinuationToken;
            pages++;
        }
        while (page.IsTruncated == true);
        Assert.Equal((3, 25), (pages, keys.Count));
        Assert.Equal(keys.Order(StringComparer.Ordinal), keys);
    }

    [Fact]
    public async Task ListObjectsV2_Delimiter_RollsUpAndPagesOverPrefixes()
    {
        var bucket = await BucketAsync(["a", "b/1", "b/2", "c/1/x", "c/2", "d", "e/"]);
        var page = await aws.S3.ListObjectsV2Async(new ListObjectsV2Request { BucketName = bucket, Delimiter = "/" });
        Assert.Equal(["a", "d"], page.S3Objects.Select(static entry => entry.Key));
        Assert.Equal(["b/", "c/", "e/"], page.CommonPrefixes);
        Assert.Equal(5, page.KeyCount);

        page = await aws.S3.ListObjectsV2Async(new ListObjectsV2Request { BucketName = bucket, Delimiter = "/", Prefix = "c/" });
        Assert.Equal("c/2", Assert.Single(page.S3Objects).Key);
        Assert.Equal("c/1/", Assert.Single(page.CommonPrefixes));

        var request = new ListObjectsV2Request { BucketName = bucket, Delimiter = "/", MaxKeys = 1 };
        var items = new List<string>();
        do
        {
            page = await aws.S3.ListObjectsV2Async(request);
            items.AddRange((page.S3Objects ?? []).Select(static entry => entry.Key).Concat(page.CommonPrefixes ?? []));
            request.ContinuationToken = page.NextContinuationToken;
        }
        while (page.IsTruncated == true);
        Assert.Equal(["a", "b/", "c/", "d", "e/"], items);
    }

    [Fact]
    public async Task ListObjectsV2_PrefixAndStartAfter_Narrow()
    {
        var bucket = await BucketAsync(["p/1", "p/2", "p/3", "q"]);
        var page = await aws.S3.ListObjectsV2Async(new ListObjectsV2Request { BucketName = bucket, Prefix = "p/", StartAfter = "p/1" });
        Assert.Equal(["p/2", "p/3"], page.S3Objects.Select(static entry => entry.Key));
        page = await aws.S3.ListObjectsV2Async(new ListObjectsV2Request { BucketName = bucket, Prefix = "none" });
        Assert.Equal(0, page.KeyCount);
    }

    [Fact]
    public async Task ListObjectsV2_StrangeKeys_AreInByteOrderAndComeBackEncoded()
    {
        // U+FF5E comes before U+1F600 in UTF-8, and after it in UTF-16.
        string[] keys = ["a b", "a&<>\"'b", "a+b", "ü", "\uFF5E", "\U0001F600"];
        var bucket = await BucketAsync(keys);
        var page = await aws.S3.ListObjectsV2Async(new ListObjectsV2Request { BucketName = bucket });
        Assert.Equal(["a b", "a&<>\"'b", "a+b", "ü", "\uFF5E", "\U0001F600"], page.S3Objects.Select(static entry => entry.Key));
        page = await aws.S3.ListObjectsV2Async(new ListObjectsV2Request { BucketName = bucket, Encoding = EncodingType.Url });
        Assert.Equal(keys.Length, page.S3Objects.Count);
        Assert.Contains(page.S3Objects, static entry => Uri.UnescapeDataString(entry.Key) == "a&<>\"'b");
    }

    [Fact]
    public async Task ListObjectsV2_BadToken_IsInvalidArgument()
    {
        var bucket = await aws.NewBucketAsync();
        var error = await Assert.ThrowsAnyAsync<AmazonS3Exception>(
            () => aws.S3.ListObjectsV2Async(new ListObjectsV2Request { BucketName = bucket, ContinuationToken = "not a token" }));
        Assert.Equal("InvalidArgument", error.ErrorCode);
    }

    private async Task<string> BucketAsync(IEnumerable<string> keys)
    {
        var bucket = await aws.NewBucketAsync();
        foreach (var key in keys)
        {
            await aws.S3.PutObjectAsync(new PutObjectRequest { BucketName = bucket, Key = key, ContentBody = key });
        }
        return bucket;
    }
}
