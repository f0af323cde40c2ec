using System.Net;
using Amazon.S3;
using Amazon.S3.Model;

namespace EventAi.Emulators.Tests.Aws;

public sealed class S3VersionTests(AwsEndpointFixture aws) : IClassFixture<AwsEndpointFixture>
{
    [Fact]
    public async Task Versions_OfAKey_StayReadable_AndADeletionHidesThem()
    {
        var bucket = await VersionedAsync();
        var first = await PutAsync(bucket, "k", "one");
        var second = await PutAsync(bucket, "k", "two");
        Assert.NotEqual(first, second);
        Assert.Equal("two", await ReadAsync(bucket, "k"));
        Assert.Equal("one", await ReadAsync(bucket, "k", first));

        var deleted = await aws.S3.DeleteObjectAsync(bucket, "k");
        Assert.Equal("true", deleted.DeleteMarker);
        Assert.Equal("NoSuchKey", await CodeAsync(() => ReadAsync(bucket, "k")));
        Assert.Equal("MethodNotAllowed", await CodeAsync(() => ReadAsync(bucket, "k", deleted.VersionId)));
        Assert.Equal("NoSuchVersion", await CodeAsync(() => ReadAsync(bucket, "k", new string('0', 32))));
        Assert.Null((await aws.S3.ListObjectsV2Async(new ListObjectsV2Request { BucketName = bucket })).S3Objects);
        Assert.Equal("BucketNotEmpty", await CodeAsync(() => aws.S3.DeleteBucketAsync(bucket)));

        await aws.S3.DeleteObjectAsync(bucket, "k", deleted.VersionId);
        Assert.Equal("two", await ReadAsync(bucket, "k"));
        await aws.S3.DeleteObjectAsync(bucket, "k", second);
        Assert.Equal("one", await ReadAsync(bucket, "k"));
    }

    [Fact]
    public async Task ListVersions_InPages_GivesEachOnce_NewestFirst()
    {
        var bucket = await VersionedAsync();
        var expected = new List<(string, string)>();
        foreach (var key in new[] { "a", "b", "c" })
        {
            var ids = new List<string>();
            for (var i = 0; i < 3; i++)
            {
                ids.Add(await PutAsync(bucket, key, $"{i}"));
            }
            if (key == "b")
            {
                ids.Add((await aws.S3.DeleteObjectAsync(bucket, key)).VersionId);
            }
            ids.Reverse();
            expected.AddRange(ids.Select(id => (key, id)));
        }
        var seen = new List<(string, string)>();
        var request = new ListVersionsRequest { BucketName = bucket, MaxKeys = 2 };
        ListVersionsResponse page;
        do
        {
            page = await aws.S3.ListVersionsAsync(request);
            seen.AddRange(page.Versions.Select(version => (version.Key, version.VersionId)));
            (request.KeyMarker, request.VersionIdMarker) = (page.NextKeyMarker, page.NextVersionIdMarker);
        }
        while (page.IsTruncated == true);
        Assert.Equal(expected, seen);
        Assert.Equal(3, (await aws.S3.ListVersionsAsync(bucket)).Versions.Count(version => version.IsLatest == true));
    }

    [Fact]
    public async Task Suspended_NewObjects_TakeTheNullVersion_AndOldOnesStay()
    {
        var bucket = await VersionedAsync();
        var kept = await PutAsync(bucket, "k", "kept");
        await aws.S3.PutBucketVersioningAsync(new PutBucketVersioningRequest { BucketName = bucket, VersioningConfig = new() { Status = VersionStatus.Suspended } });
        await PutAsync(bucket, "k", "first");
        await PutAsync(bucket, "k", "second");
        Assert.Equal(["null", kept], (await aws.S3.ListVersionsAsync(bucket)).Versions.Select(version => version.VersionId));
        Assert.Equal("second", await ReadAsync(bucket, "k", "null"));
        Assert.Equal("kept", await ReadAsync(bucket, "k", kept));
        Assert.Equal(VersionStatus.Suspended, (await aws.S3.GetBucketVersioningAsync(bucket)).VersioningConfig.Status);
    }

    [Fact]
    public async Task CopyAndMultiDelete_NameVersions()
    {
        var bucket = await VersionedAsync();
        var first = await PutAsync(bucket, "k", "one");
        var second = await PutAsync(bucket, "k", "two");
        await aws.S3.CopyObjectAsync(new CopyObjectRequest { SourceBucket = bucket, SourceKey = "k", SourceVersionId = first, DestinationBucket = bucket, DestinationKey = "copy" });
        Assert.Equal("one", await ReadAsync(bucket, "copy"));
        var deleted = await aws.S3.DeleteObjectsAsync(new DeleteObjectsRequest { BucketName = bucket, Objects = [new() { Key = "k", VersionId = first }, new() { Key = "copy" }] });
        Assert.Equal([$"k {first} False", "copy  True"], deleted.DeletedObjects.Select(item => $"{item.Key} {item.VersionId} {item.DeleteMarker == true}"));
        Assert.Equal([second], (await aws.S3.ListVersionsAsync(bucket, "k")).Versions.Select(version => version.VersionId));
    }

    [Fact]
    public async Task Delete_IfMatch_OnlyThatObject()
    {
        var bucket = await aws.NewBucketAsync();
        var put = await aws.S3.PutObjectAsync(new PutObjectRequest { BucketName = bucket, Key = "k", ContentBody = "x" });
        Assert.Equal("PreconditionFailed", await CodeAsync(() => aws.S3.DeleteObjectAsync(new DeleteObjectRequest { BucketName = bucket, Key = "k", IfMatch = "\"0\"" })));
        Assert.Equal(HttpStatusCode.NoContent, (await aws.S3.DeleteObjectAsync(new DeleteObjectRequest { BucketName = bucket, Key = "k", IfMatch = put.ETag })).HttpStatusCode);
    }

    [Fact]
    public async Task Tags_ComeWithTheObject_AndChangeAlone()
    {
        var bucket = await aws.NewBucketAsync();
        await aws.S3.PutObjectAsync(new PutObjectRequest { BucketName = bucket, Key = "k", ContentBody = "x", TagSet = [new() { Key = "a b", Value = "1+2" }] });
        Assert.Equal([("a b", "1+2")], await TagsAsync(bucket));
        using (var got = await aws.S3.GetObjectAsync(bucket, "k"))
        {
            Assert.Equal(1, got.TagCount);
        }
        await aws.S3.PutObjectTaggingAsync(new PutObjectTaggingRequest { BucketName = bucket, Key = "k", Tagging = new() { TagSet = [new() { Key = "c", Value = "d" }] } });
        Assert.Equal([("c", "d")], await TagsAsync(bucket));
        await aws.S3.CopyObjectAsync(bucket, "k", bucket, "k2");
        await aws.S3.DeleteObjectTaggingAsync(new DeleteObjectTaggingRequest { BucketName = bucket, Key = "k" });
        Assert.Empty(await TagsAsync(bucket));
        Assert.Equal([("c", "d")], (await aws.S3.GetObjectTaggingAsync(new GetObjectTaggingRequest { BucketName = bucket, Key = "k2" })).Tagging.Select(tag => (tag.Key, tag.Value)));
        var many = Enumerable.Range(0, 11).Select(i => new Tag { Key = $"{i}", Value = "" }).ToList();
        Assert.Equal("BadRequest", await CodeAsync(() => aws.S3.PutObjectTaggingAsync(new PutObjectTaggingRequest { BucketName = bucket, Key = "k", Tagging = new() { TagSet = many } })));
    }

    [Fact]
    public async Task ListObjects_Version1_PagesByMarker()
    {
        var bucket = await aws.NewBucketAsync();
        foreach (var key in new[] { "a", "dir/1", "dir/2", "z" })
        {
            await aws.S3.PutObjectAsync(new PutObjectRequest { BucketName = bucket, Key = key, ContentBody = "x" });
        }
        var request = new ListObjectsRequest { BucketName = bucket, Delimiter = "/", MaxKeys = 1 };
        var seen = new List<string>();
        ListObjectsResponse page;
        do
        {
            page = await aws.S3.ListObjectsAsync(request);
            seen.AddRange((page.S3Objects ?? []).Select(item => item.Key).Concat(page.CommonPrefixes ?? []));
            request.Marker = page.NextMarker;
        }
        while (page.IsTruncated == true);
        Assert.Equal(["a", "dir/", "z"], seen);
    }

    private static async Task<string> CodeAsync(Func<Task> call) => (await Assert.ThrowsAnyAsync<AmazonS3Exception>(call)).ErrorCode;

    private async Task<IEnumerable<(string, string)>> TagsAsync(string bucket) =>
        ((await aws.S3.GetObjectTaggingAsync(new GetObjectTaggingRequest { BucketName = bucket, Key = "k" })).Tagging ?? []).Select(tag => (tag.Key, tag.Value));

    private async Task<string> VersionedAsync()
    {
        var bucket = await aws.NewBucketAsync();
        await aws.S3.PutBucketVersioningAsync(new PutBucketVersioningRequest { BucketName = bucket, VersioningConfig = new() { Status = VersionStatus.Enabled } });
        return bucket;
    }

    private async Task<string> PutAsync(string bucket, string key, string text) =>
        (await aws.S3.PutObjectAsync(new PutObjectRequest { BucketName = bucket, Key = key, ContentBody = text })).VersionId;

    private async Task<string> ReadAsync(string bucket, string key, string? version = null)
    {
        using var got = await aws.S3.GetObjectAsync(new GetObjectRequest { BucketName = bucket, Key = key, VersionId = version });
        using var reader = new StreamReader(got.ResponseStream);
        return await reader.ReadToEndAsync();
    }
}
